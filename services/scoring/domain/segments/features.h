#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "services/scoring/domain/segments/points.h"

namespace bestand::scoring {

inline constexpr size_t kRfmFeatures = 3;  // recency, frequency, money
inline constexpr size_t kMostGroups = kMostFeatures - kRfmFeatures;

// What customers did, n rows a column.
struct BehaviourColumns {
  std::vector<std::string> customer_ids;
  std::vector<int32_t> days_silent;    // since the last purchase day, >= 0
  std::vector<int32_t> purchase_days;  // >= 1
  std::vector<int64_t> value_minor;    // net value of everything so far; below 0 counts as 0
  size_t groups = 0;                   // product groups, 0 to kMostGroups
  std::vector<float> spent;            // n x groups, row-major: spent in each group, >= 0, minor units

  size_t size() const { return customer_ids.size(); }
  std::span<const float> spent_by(size_t i) const { return {spent.data() + i * groups, groups}; }
};

// How behaviour becomes a point: each feature less its centre, times its scale.
//
// Features: ln(1 + days silent), ln(purchase days), ln(1 + value), each standardised; then for each group the
// root of the share of spending (so that distances are Hellinger's), standardised as a block: the groups
// together vary as much as the three others together. A customer's shares are mixed with those of all
// customers as if one average purchase day more had been bought like the average, so that one purchase makes
// no extreme. A feature that does not vary is 0 for all.
struct Frame {
  std::vector<double> centre, scale;  // kRfmFeatures + groups
  std::vector<double> usual_shares;   // of the groups, adding up to 1; all 0 when nothing was spent
  double usual_day_minor = 0;         // value of an average purchase day

  size_t width() const { return centre.size(); }
};

// Returns the frame of these customers. The same bits for any order of them.
Frame FrameOf(const BehaviourColumns& customers);

// Returns the customers as points, in their order, with the customers' keys.
Points PointsOf(const BehaviourColumns& customers, const Frame& frame, int threads);

// Returns a point (width numbers) in features before centring and scaling, and the opposite: to keep centres
// while the frame moves. A feature without scale gives its centre.
std::vector<double> ToFeatures(const Frame& frame, std::span<const int16_t> point);
std::vector<int16_t> ToPoint(const Frame& frame, std::span<const double> features);

}  // namespace bestand::scoring
