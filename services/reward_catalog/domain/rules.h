#pragma once

#include <optional>

#include "services/reward_catalog/domain/customer_facts.h"
#include "services/reward_catalog/domain/occasion.h"
#include "services/reward_catalog/domain/reward.h"
#include "services/reward_catalog/domain/words.h"

namespace bestand::reward_catalog {

// Returns the first objection to giving the reward, in the occasion's language: what is wrong, and when or
// at what price it would be allowed. Nothing when it may be given. What is not known forbids what depends on
// it: an unknown recipient what is for persons only, an unknown age where one is needed, an unknown country
// where the reward lists some.
//
// In this order: RETIRED, NOT_VALID_NOW, WRONG_CURRENCY, WRONG_MOMENT, RECIPIENT_UNKNOWN,
// NOT_FOR_COMPANIES, WRONG_COUNTRY, AGE_UNKNOWN, TOO_YOUNG, NEVER_WANTED, KIND_GIVEN, OUT_OF_STOCK,
// TOO_CHEAP, TOO_DEAR, OVER_BUDGET.
std::optional<Reason> FindObjection(const Reward& reward, const CustomerFacts& customer,
                                    const Occasion& occasion);

// Returns the age in whole years on a day. Who was born on 29 February grows older on 1 March in
// years without that day.
int AgeOn(absl::CivilDay today, absl::CivilDay birth_day);

}  // namespace bestand::reward_catalog
