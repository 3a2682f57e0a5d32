#pragma once

#include "absl/status/status.h"
#include "services/scoring/work/candidate.h"
#include "services/scoring/work/family_trial.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/repeat_day_source.h"

namespace bestand::scoring {

// What a model is fitted on, and how.
struct FitOrder {
  const FitData& data;
  RepeatDaySource& repeat_days;
  OptionsOf options_of;
};

// Fits a kind of model on all data: its family, on the season's clock and with covariates where it has them.
// Fails as FitModel and RepeatDaySource.
absl::Status FitBuying(const Candidate& kind, const FitOrder& order, FittedModel& model);

// Tells the model of the season that was asked for, also where it is not used, and why not. Fails with
// SERVICE_AWAY and CANCELLED.
absl::Status TellSeason(const FitOrder& order, FittedModel& model);

// Tells the model of the covariates that were asked for, also where they are not used, and why not. Fails
// with CANCELLED.
absl::Status TellCovariates(const FitOrder& order, FittedModel& model);

}  // namespace bestand::scoring
