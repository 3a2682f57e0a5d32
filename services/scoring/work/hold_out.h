#pragma once

#include "absl/status/statusor.h"
#include "services/scoring/domain/seasonal_clock.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

struct HoldOutMeasure {
  HoldOutReport report;
  std::vector<float> log_scores;  // ln P(what happened: bought or not), a row a customer
};

// Returns how a model, fitted on `data`, foretells the purchases from data.as_of_day to `end_day`, which
// data.holdout_repeats counts. Fails with HISTORY_OUT_OF_ORDER without customers.
absl::StatusOr<HoldOutMeasure> MeasureHoldOut(const SeasonalModel& model, const FitData& data,
                                              int32_t end_day);

// The same of groups of customers with a model each; `groups` has a place in the models for each row.
absl::StatusOr<HoldOutMeasure> MeasureHoldOut(std::span<const SeasonalModel> models,
                                              std::span<const uint8_t> groups, const FitData& data,
                                              int32_t end_day);

inline constexpr int kMostHoldOutDays = 3650;

// Returns the last day to calibrate on when none was given: two thirds of the time from `early_day` to
// `as_of_day`; at least 1 and at most kMostHoldOutDays before `as_of_day`.
int32_t DefaultCalibrationEnd(int32_t early_day, int32_t as_of_day);

}  // namespace bestand::scoring
