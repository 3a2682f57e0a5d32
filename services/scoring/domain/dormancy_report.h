#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/diagnostics.h"
#include "services/scoring/domain/dormancy.h"

namespace bestand::scoring {

// How well probabilities of a purchase foretold what happened.
struct ForecastQuality {
  double auc = .5;       // chance to rank a buyer above one who did not buy; more is better
  double brier = 0;      // mean squared distance; less is better
  double log_score = 0;  // mean ln P(what happened); more is better
  std::vector<CalibrationBin> calibration;  // ten, by rising probability
};

// Returns it. The spans have the same length; empty ones give 0s. Certainty that fails counts as 1e-12.
ForecastQuality MeasureForecast(std::span<const double> probability, std::span<const uint8_t> happened);

// Customers as dormancy saw them on a day, and what they did in the `days` after it.
struct DormancyCohort {
  std::span<const DormancyFacts> facts;
  std::span<const int32_t> actual;  // purchase days, >= 0; of the same length
  int days = 0;                     // > 0
};

// Dormancy scores beside plainer ways on time they had not seen.
struct DormancyReport {
  int64_t customers = 0;
  int days = 0;
  ForecastQuality
      baseline;           // days since the last purchase; its Brier score and calibration are in its favour
  ForecastQuality model;  // the model's probability alone
  ForecastQuality stack;  // what AssessDormancy says with the stack of the yardstick

  // Whether the stack foretold better than the model alone, both in ranking and in log-score.
  bool StackIsBetter() const { return stack.auc > model.auc && stack.log_score > model.log_score; }
};

// Returns the signals of a cohort for the model fitted on what it had done before, horizon `days`.
// Fails with HISTORY_OUT_OF_ORDER (fact `row`) and MODEL_PARAMETER_INVALID.
absl::StatusOr<std::vector<Signals>> CohortSignals(const SeasonalModel& model, const DormancyCohort& cohort,
                                                   const DormancyYardstick& yardstick);

// Returns the stack learned from a cohort of the past, centred for use on it. Fails as FitStack and
// CohortSignals, and with HISTORY_OUT_OF_ORDER when the lengths differ.
absl::StatusOr<DormancyStack> LearnStack(const SeasonalModel& model, const DormancyCohort& cohort,
                                         const DormancyYardstick& yardstick);

// Returns how well the model and the stack foretold what the cohort did; the stack is centred on the cohort,
// as it would be in use. Fails as CohortSignals.
absl::StatusOr<DormancyReport> CompareDormancy(const SeasonalModel& model, const DormancyCohort& cohort,
                                               const DormancyYardstick& yardstick);

}  // namespace bestand::scoring
