#pragma once

#include <span>

#include "common/storage/session.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// Rows as the statements of segments.sql give them.
SegmentRun ToSegmentRun(const storage::Row& row);
SegmentRow ToSegmentRow(const storage::Row& row, SegmentKind kind);
SegmentMember ToSegmentMember(const storage::Row& row);
PlacedTrend ToPlacedTrend(const storage::Row& row, const TrendPage& page);
Cohort ToCohort(const storage::Row& row);

// Write rows of a run; one transaction around them is the caller's.
absl::Status PutSegments(storage::Session& session, int32_t run, const SegmentFindings& findings);
absl::Status CopyProducts(storage::Session& session, int32_t run, std::span<const GroupedProduct> products);
absl::Status CopyTrends(storage::Session& session, int32_t run, std::span<const TrendRow> trends);
absl::Status CopyCohorts(storage::Session& session, int32_t run, std::span<const Cohort> cohorts);
absl::Status CopyMembers(storage::Session& session, int32_t run, std::span<const SegmentMember> members);

}  // namespace bestand::scoring
