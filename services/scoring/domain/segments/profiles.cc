#include "services/scoring/domain/segments/profiles.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace bestand::scoring {
namespace {

constexpr double kShareSteps = 1 << 20;  // shares are summed in whole steps: exact, so in any order
constexpr double kLeastShare = .05, kLeastLift = 1.25;
constexpr size_t kGroupsNamed = 2;

struct Sums {
  int64_t customers = 0, value = 0, revenue = 0, asleep = 0, purchase_days = 0, with_groups = 0;
  std::vector<int32_t> silent;
  std::vector<int64_t> shares;
};

void Add(const BehaviourColumns& customers, const WorthColumns& worth, size_t i, Sums& sums) {
  ++sums.customers;
  sums.value += worth.lifetime_value_minor[i];
  sums.revenue += customers.value_minor[i];
  sums.asleep += worth.asleep[i];
  sums.purchase_days += customers.purchase_days[i];
  sums.silent.push_back(customers.days_silent[i]);
  sums.shares.resize(customers.groups);
  double total = 0;
  for (const float amount : customers.spent_by(i)) total += amount;
  if (total <= 0) return;
  ++sums.with_groups;
  for (size_t g = 0; g < customers.groups; ++g) {
    sums.shares[g] += std::llround(customers.spent_by(i)[g] / total * kShareSteps);
  }
}

double Ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

double MedianOf(std::vector<int32_t>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double MeanShare(const Sums& sums, size_t group) {
  return Ratio(static_cast<double>(sums.shares[group]) / kShareSteps, static_cast<double>(sums.with_groups));
}

SegmentProfile ToProfile(Sums& sums, const Sums& all) {
  const auto customers = static_cast<double>(sums.customers);
  SegmentProfile profile{
      .customers = sums.customers,
      .lifetime_value_minor = sums.value,
      .revenue_minor = sums.revenue,
      .value_share = Ratio(static_cast<double>(sums.value), static_cast<double>(all.value)),
      .asleep_share = Ratio(static_cast<double>(sums.asleep), customers),
      .median_days_silent = MedianOf(sums.silent),
      .mean_purchase_days = Ratio(static_cast<double>(sums.purchase_days), customers)};
  for (size_t g = 0; g < sums.shares.size(); ++g) {
    profile.groups.push_back({g, MeanShare(sums, g), Ratio(MeanShare(sums, g), MeanShare(all, g))});
  }
  return profile;
}

std::string Rhythm(const SegmentProfile& segment, const SegmentProfile& all) {
  std::vector<std::string> words;
  const double often = Ratio(segment.mean_purchase_days, all.mean_purchase_days);
  if (often >= 1.5) words.push_back("often");
  if (often <= .6) words.push_back("seldom");
  if (segment.median_days_silent <= .5 * all.median_days_silent) words.push_back("lately");
  if (segment.median_days_silent >= 2 * all.median_days_silent && all.median_days_silent > 0) {
    words.push_back("long ago");
  }
  return words.empty() ? "now and then" : absl::StrJoin(words, " and ");
}

std::string Tastes(const SegmentProfile& segment, std::span<const std::string> group_names) {
  std::vector<GroupShare> telling;
  for (const GroupShare& group : segment.groups) {
    if (group.share >= kLeastShare && group.lift >= kLeastLift) telling.push_back(group);
  }
  std::stable_sort(telling.begin(), telling.end(), [](const GroupShare& a, const GroupShare& b) {
    return a.share * std::log(a.lift) > b.share * std::log(b.lift);
  });
  std::vector<std::string> names;
  for (size_t i = 0; i < std::min(telling.size(), kGroupsNamed); ++i) {
    names.push_back(group_names[telling[i].group]);
  }
  return names.empty() ? "a bit of everything" : absl::StrJoin(names, ", ");
}

std::string Percent(double share) { return absl::StrCat(std::lround(100 * share), " %"); }

}  // namespace

std::map<int32_t, SegmentProfile> ProfilesOf(const BehaviourColumns& customers, const WorthColumns& worth,
                                             std::span<const int32_t> segment_of) {
  std::map<int32_t, Sums> sums;
  for (size_t i = 0; i < customers.size(); ++i) {
    Add(customers, worth, i, sums[segment_of[i]]);
    Add(customers, worth, i, sums[0]);
  }
  std::map<int32_t, SegmentProfile> profiles;
  for (auto& [segment, of_segment] : sums) profiles[segment] = ToProfile(of_segment, sums[0]);
  return profiles;
}

SegmentWords Describe(const SegmentProfile& segment, const SegmentProfile& all,
                      std::span<const std::string> group_names) {
  const std::string rhythm = Rhythm(segment, all);
  const std::string what = absl::StrCat(rhythm, ": ", Tastes(segment, group_names));
  SegmentWords words{.title = what};
  words.title[0] = static_cast<char>(words.title[0] - 'a' + 'A');
  words.description = absl::StrCat("Bought ", what, "; ", Percent(segment.value_share), " of value; ",
                                   Percent(segment.asleep_share), " asleep");
  return words;
}

}  // namespace bestand::scoring
