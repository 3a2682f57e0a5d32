#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/diagnostics/cohorts.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// How many customers bought again on a day, days counted from 1970-01-01, rising; days without any are left
// out. Both columns have the same length.
struct RepeatDays {
  std::vector<int32_t> days;
  std::vector<int64_t> customers;
};

// Repeat purchase days week by week. All columns have a row a week.
struct Tracking {
  std::vector<int32_t> last_days;  // the last day of each week, from 1970-01-01
  std::vector<double> actual;      // repeat purchase days of all customers of the cohorts
  std::vector<double> expected;    // by the model, which knows nothing but when each customer bought first
  int calibration_weeks = 0;       // so many of the weeks lie in the time that the model was fitted on
};

// What to track.
struct TrackingTerms {
  int32_t calibration_end_day;  // the day that the cohorts' ages are seen from
  int32_t end_day;              // the last day of the hold-out; the same day without one
};

inline constexpr int kMostTrackedWeeks = 520;

// Returns what the customers bought beside what the model expects of customers with these first purchase
// days: the tracking plot. Weeks end on the last day of the calibration, or whole weeks before or after it;
// the first begins about where one customer in a thousand had bought (some odd old dates add no empty years),
// at most kMostTrackedWeeks of them; a last week that `end_day` cuts short is left out. The expectation of a
// week is the sum over customers of E[X(end - first)] - E[X(begin - first)]. Fails with
// MODEL_PARAMETER_INVALID. Source: Fader, Hardie, Lee (2005), Figures 2 and 3.
absl::StatusOr<Tracking> Track(const SeasonalModel& model, const Cohorts& cohorts, const RepeatDays& repeats,
                               const TrackingTerms& terms);

// The same of groups of customers with a model each.
struct TrackedGroup {
  SeasonalModel model;
  Cohorts cohorts;
};
absl::StatusOr<Tracking> Track(std::span<const TrackedGroup> groups, const RepeatDays& repeats,
                               const TrackingTerms& terms);

}  // namespace bestand::scoring
