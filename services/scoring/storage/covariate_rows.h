#pragma once

#include "common/storage/session.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Keeps the covariates of a model, if it has any; a second time does nothing.
absl::Status AddCovariates(storage::Session& session, const FittedModel& model);

// Reads them into `model`, whose buying model is their base where they are used.
absl::Status ReadCovariates(storage::Session& session, FittedModel& model);

}  // namespace bestand::scoring
