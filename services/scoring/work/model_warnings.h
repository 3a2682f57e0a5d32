#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Returns why the season that was asked for is not used. `fit` is how its fit on all data ended.
std::string WhyNoSeason(const absl::Status& fit, const FittedModel& model);

// The same of the covariates.
std::string WhyNoCovariates(const absl::Status& fit, const FittedModel& model);

// Returns what to beware of, a sentence each; empty when all is well.
std::vector<std::string> WarningsOf(const FittedModel& model, const FitData& data);

}  // namespace bestand::scoring
