#pragma once

#include <string>

#include "services/scoring/work/dormancies.h"

namespace bestand::scoring {

// Returns a term in words: "usually every 34 days, silent for 97".
std::string Explain(DormancyReason reason, const CustomerDormancy& customer);

}  // namespace bestand::scoring
