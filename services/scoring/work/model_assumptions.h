#pragma once

#include <string>
#include <vector>

#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Returns what a model takes for granted, in words that need no mathematics, a sentence or two each: how
// customers buy, how they leave, how much they spend, and what the model knows nothing of.
std::vector<std::string> AssumptionsOf(const FittedModel& model);

}  // namespace bestand::scoring
