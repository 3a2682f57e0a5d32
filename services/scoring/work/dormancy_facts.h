#pragma once

#include <cstdint>

#include "services/scoring/domain/dormancy.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// What domain/dormancy.h wants to know of a customer seen from `as_of_day`, which is not before the last
// purchase. The last purchase counts as contact too.
DormancyFacts DormancyFactsOf(const Summary& summary, int32_t as_of_day);

}  // namespace bestand::scoring
