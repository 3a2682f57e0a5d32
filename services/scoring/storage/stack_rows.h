#pragma once

#include "absl/status/status.h"
#include "common/storage/session.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Keeps what dormancy learned beside a model; nothing when it was not measured.
absl::Status AddDormancyStack(storage::Session& session, const FittedModel& model);

// Gives the model its stack and how well it did, if they were kept. A stack of a version with other signals
// is left out: the model speaks alone.
absl::Status ReadDormancyStack(storage::Session& session, FittedModel& model);

}  // namespace bestand::scoring
