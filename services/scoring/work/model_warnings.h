#pragma once

#include <string>
#include <vector>

#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Returns what to beware of, a sentence each; empty when all is well.
std::vector<std::string> WarningsOf(const FittedModel& model, const FitData& data);

}  // namespace bestand::scoring
