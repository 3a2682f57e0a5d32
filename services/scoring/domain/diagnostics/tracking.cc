#include "services/scoring/domain/diagnostics/tracking.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "common/error/error.h"
#include "services/scoring/domain/newcomer_purchases.h"

namespace bestand::scoring {
namespace {

constexpr int32_t kWeek = 7;
constexpr int64_t kOddPart = 1000;  // one customer in so many may have an odd first day

// The age of the customer who bought first when one in kOddPart had.
int32_t OldestUsualAge(std::span<const TrackedGroup> groups) {
  std::map<int32_t, int64_t, std::greater<>> customers;  // by age
  int64_t all = 0;
  for (const TrackedGroup& group : groups) {
    all += group.cohorts.TotalCustomers();
    for (size_t i = 0; i < group.cohorts.size(); ++i) {
      customers[group.cohorts.ages_days[i]] += group.cohorts.customers[i];
    }
  }
  int64_t older = 0;
  for (const auto& [age, count] : customers) {
    older += count;
    if (older > all / kOddPart) return age;
  }
  return customers.empty() ? 0 : customers.begin()->first;
}

// A group with what is remembered of it.
struct Expected {
  const TrackedGroup& group;
  NewcomerPurchases newcomer;
};

absl::StatusOr<double> ExpectedUntil(int32_t day, int32_t seen_from, std::vector<Expected>& groups) {
  double sum = 0;
  for (auto& [group, newcomer] : groups) {
    for (size_t i = 0; i < group.cohorts.size(); ++i) {
      ASSIGN_OR_RETURN(const double repeats, newcomer.Between(seen_from - group.cohorts.ages_days[i], day));
      sum += repeats * static_cast<double>(group.cohorts.customers[i]);
    }
  }
  return sum;
}

double ActualWithin(const RepeatDays& repeats, int32_t after, int32_t until) {
  const auto first = std::upper_bound(repeats.days.begin(), repeats.days.end(), after);
  const auto last = std::upper_bound(repeats.days.begin(), repeats.days.end(), until);
  double sum = 0;
  for (auto day = first; day != last; ++day) {
    sum += static_cast<double>(repeats.customers[static_cast<size_t>(day - repeats.days.begin())]);
  }
  return sum;
}

}  // namespace

absl::StatusOr<Tracking> Track(const SeasonalModel& model, const Cohorts& cohorts, const RepeatDays& repeats,
                               const TrackingTerms& terms) {
  const TrackedGroup all{model, cohorts};
  return Track({&all, 1}, repeats, terms);
}

absl::StatusOr<Tracking> Track(std::span<const TrackedGroup> groups, const RepeatDays& repeats,
                               const TrackingTerms& terms) {
  std::vector<Expected> expected;
  for (const TrackedGroup& group : groups) {
    RETURN_IF_ERROR(CheckModel(group.model.model));
    expected.push_back({group, NewcomerPurchases(group.model)});
  }
  Tracking tracking;
  const int32_t held_out =
      std::min((terms.end_day - terms.calibration_end_day) / kWeek, kMostTrackedWeeks / 2);
  tracking.calibration_weeks =
      std::clamp((OldestUsualAge(groups) + kWeek - 1) / kWeek, 1, kMostTrackedWeeks - held_out);
  int32_t day = terms.calibration_end_day - kWeek * tracking.calibration_weeks;
  ASSIGN_OR_RETURN(double before, ExpectedUntil(day, terms.calibration_end_day, expected));
  for (int week = 0; week < tracking.calibration_weeks + held_out; ++week, day += kWeek) {
    ASSIGN_OR_RETURN(const double now, ExpectedUntil(day + kWeek, terms.calibration_end_day, expected));
    tracking.last_days.push_back(day + kWeek);
    tracking.actual.push_back(ActualWithin(repeats, day, day + kWeek));
    tracking.expected.push_back(now - before);
    before = now;
  }
  return tracking;
}

}  // namespace bestand::scoring
