#pragma once

#include <cstdint>
#include <vector>

#include "services/scoring/domain/segments/segmentation.h"
#include "services/scoring/work/segments/customer_table.h"
#include "services/scoring/work/segments/product_table.h"

namespace bestand::scoring {

// The segments of the run before as SegmentCustomers wants them; none without one. Clusters of another number
// of features, or of other product groups, begin anew.
LastSegments LastSegmentsOf(const CustomerTable& customers, const std::vector<SegmentRow>& last,
                            int32_t next_id);

// Clusters and RFM cells with profiles and words. Segments that go on keep the title they had in `last`.
std::vector<SegmentRow> RowsOf(const CustomerTable& customers, const Segmentation& segmentation,
                               const std::vector<int16_t>& rfm, const ProductTable& products,
                               const std::vector<SegmentRow>& last);

// How many customers went from where to where; by from, to.
std::vector<SegmentMovement> MovementsOf(const CustomerTable& customers,
                                         const std::vector<int32_t>& segment_of);

// Returns the history of a member: this segment in front of those of up to kRunsRemembered runs before.
// `runs_before` is how many there were; "" for a customer who was in none of them.
std::string HistoryWith(int32_t segment, const std::string& before, size_t runs_before);

}  // namespace bestand::scoring
