#pragma once

#include "absl/status/status.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// What was bought and by which model it is tracked.
struct TrackedTime {
  const std::vector<SeasonalModel>& models;  // of the groups
  const std::vector<uint8_t>& groups;        // of the customers
  const FitData& data;                       // that the model was fitted on
  RepeatDays repeats;
  int32_t end_day;  // the last day of the hold-out; data.as_of_day without one
};

// Fills in tracking and repeats. Fails as Track and CountRepeats.
absl::Status AddTracking(const TrackedTime& time, ModelReport& report);

// Fills in the rest for customers that `model` was fitted on. Fails with MODEL_PARAMETER_INVALID.
absl::Status AddScores(const FittedModel& model, const FitData& data, ModelReport& report);

}  // namespace bestand::scoring
