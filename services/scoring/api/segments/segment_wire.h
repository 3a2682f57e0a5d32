#pragma once

#include <vector>

#include "absl/status/status.h"
#include "bestand/scoring/v1/prospect_service.pb.h"
#include "bestand/scoring/v1/segment_service.pb.h"
#include "common/jobs/job.h"
#include "services/scoring/work/segments/newcomers.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// Fails with INTERNAL_ERROR when the job's own record cannot be read.
absl::Status ToWire(const jobs::Job& job, v1::SegmentJob& wire);

void ToWire(const SegmentRun& run, v1::SegmentRun& wire);
// `groups` are those of the run, by id.
void ToWire(const SegmentRow& segment, const SegmentRun& run, const std::vector<ProductGroup>& groups,
            v1::Segment& wire);
void ToWire(const SegmentMember& member, const SegmentRun& run, v1::SegmentMember& wire);
void ToWire(const SegmentMember& member, const SegmentRun& run, v1::RipeCustomer& wire);
void ToWire(const SegmentMovement& movement, const SegmentRun& run, v1::Movement& wire);
void ToWire(const ProductGroup& group, v1::ProductGroup& wire);
void ToWire(const TrendRow& trend, v1::Trend& wire);
void ToWire(const ProspectValue& value, const SegmentRun& run, v1::ProspectScore& wire);

// The segments of a member by run, newest first; `runs` are the runs up to this one, newest first.
void FillHistory(const SegmentMember& member, const std::vector<SegmentRun>& runs,
                 v1::GetCustomerSegmentResponse& wire);

Prospect FromWire(const v1::ProspectAttributes& attributes);

}  // namespace bestand::scoring
