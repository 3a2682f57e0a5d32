#pragma once

#include <optional>

#include "absl/time/time.h"
#include "services/consent/domain/consent_state.h"

namespace bestand::consent {

// Returns the same moment so many years later, or earlier where they are negative, by the calendar (UTC). It
// never goes back as time goes on: a 29 February that the other year does not have is the first moment of its
// 1 March.
absl::Time YearsFrom(absl::Time time, int years);

// Returns when a consent was last used, or else confirmed; only of one that was.
absl::Time LastUse(const ConsentTimes& times);

// Returns until when a consent counts that StateOf says is CONFIRMED and that was not used for 12 months or
// longer; nothing before, with an active contract, or in any other state.
std::optional<absl::Time> StaleWarning(const ConsentTimes& times, absl::Time now, bool contract_active);

}  // namespace bestand::consent
