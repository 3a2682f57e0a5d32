#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "services/scoring/domain/segments/features.h"

namespace bestand::scoring {

// What the scores say of the same customers, n rows a column.
struct WorthColumns {
  std::vector<int64_t> lifetime_value_minor;  // expected in 60 months, >= 0
  std::vector<uint8_t> asleep;                // 1 for dormant or lost
};

// How much of the spending goes to a product group.
struct GroupShare {
  size_t group;  // column of BehaviourColumns::spent
  double share;  // mean of the customers' shares, [0, 1]; who spent nothing is left out
  double lift;   // that share over that of all customers; 0 when nobody bought the group
};

// What there is to say of a segment, or of any set of customers.
struct SegmentProfile {
  int64_t customers = 0;
  int64_t lifetime_value_minor = 0;  // of all of them
  int64_t revenue_minor = 0;         // so far
  double value_share = 0;            // of the lifetime value of all customers, [0, 1]
  double asleep_share = 0;           // of its customers, [0, 1]
  double median_days_silent = 0;
  double mean_purchase_days = 0;
  std::vector<GroupShare> groups;  // one a column
};

// Returns the profiles by segment; `segment_of` has the segment of each customer. The entry 0 is all
// customers. No segment may be 0. The same bits for any order of the customers.
std::map<int32_t, SegmentProfile> ProfilesOf(const BehaviourColumns& customers, const WorthColumns& worth,
                                             std::span<const int32_t> segment_of);

// A segment in words, compared with all customers.
struct SegmentWords {
  std::string title;        // "Often and lately: bag and card"
  std::string description;  // "Bought often and lately: bag and card; 18 % of value; 41 % asleep"
};

// Returns the words for a segment. Often: 1.5 times as many purchase days as usual, seldom: .6 times; lately:
// half the usual silence, long ago: twice. Product groups are named that have 5 % of the spending and 1.25
// times the usual share, two at most, those with most share times log of lift first.
SegmentWords Describe(const SegmentProfile& segment, const SegmentProfile& all,
                      std::span<const std::string> group_names);

}  // namespace bestand::scoring
