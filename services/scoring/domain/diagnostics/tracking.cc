#include "services/scoring/domain/diagnostics/tracking.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/newcomer_purchases.h"

namespace bestand::scoring {
namespace {

constexpr int32_t kWeek = 7;
constexpr int64_t kOddPart = 1000;  // one customer in so many may have an odd first day

// The age of the customer who bought first when one in kOddPart had.
int32_t OldestUsualAge(const Cohorts& cohorts) {
  int64_t older = 0;
  const int64_t odd = cohorts.TotalCustomers() / kOddPart;
  for (size_t i = 0; i < cohorts.size(); ++i) {
    older += cohorts.customers[i];
    if (older > odd) return cohorts.ages_days[i];
  }
  return cohorts.OldestDays();
}

absl::StatusOr<double> ExpectedUntil(int32_t day, const Cohorts& cohorts, int32_t seen_from,
                                     NewcomerPurchases& newcomer) {
  double sum = 0;
  for (size_t i = 0; i < cohorts.size(); ++i) {
    ASSIGN_OR_RETURN(const double repeats, newcomer.Between(seen_from - cohorts.ages_days[i], day));
    sum += repeats * static_cast<double>(cohorts.customers[i]);
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
  RETURN_IF_ERROR(CheckModel(model.model));
  Tracking tracking;
  const int32_t held_out =
      std::min((terms.end_day - terms.calibration_end_day) / kWeek, kMostTrackedWeeks / 2);
  tracking.calibration_weeks =
      std::clamp((OldestUsualAge(cohorts) + kWeek - 1) / kWeek, 1, kMostTrackedWeeks - held_out);
  int32_t day = terms.calibration_end_day - kWeek * tracking.calibration_weeks;
  NewcomerPurchases newcomer(model);
  ASSIGN_OR_RETURN(double before, ExpectedUntil(day, cohorts, terms.calibration_end_day, newcomer));
  for (int week = 0; week < tracking.calibration_weeks + held_out; ++week, day += kWeek) {
    ASSIGN_OR_RETURN(const double now,
                     ExpectedUntil(day + kWeek, cohorts, terms.calibration_end_day, newcomer));
    tracking.last_days.push_back(day + kWeek);
    tracking.actual.push_back(ActualWithin(repeats, day, day + kWeek));
    tracking.expected.push_back(now - before);
    before = now;
  }
  return tracking;
}

}  // namespace bestand::scoring
