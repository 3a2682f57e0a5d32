#pragma once

#include <optional>
#include <string>

#include "services/reward_catalog/domain/customer_facts.h"
#include "services/reward_catalog/domain/occasion.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// Why a reward may not be given.
struct Objection {
  std::string reason;       // as RefusedReward.reason in the proto: "TOO_YOUNG"
  std::string explanation;  // what is wrong; when or at what price it would be allowed
};

// Returns the first objection to giving the reward, nothing when it may be given. What is not known
// forbids: an unknown age where one is needed, an unknown country where the reward lists some.
//
// In this order: RETIRED, NOT_VALID_NOW, WRONG_CURRENCY, WRONG_MOMENT, NOT_FOR_COMPANIES,
// WRONG_COUNTRY, AGE_UNKNOWN, TOO_YOUNG, NEVER_WANTED, KIND_GIVEN, OUT_OF_STOCK, TOO_CHEAP, TOO_DEAR,
// OVER_BUDGET.
std::optional<Objection> FindObjection(const Reward& reward, const CustomerFacts& customer,
                                       const Occasion& occasion);

// Returns the age in whole years on a day. Who was born on 29 February grows older on 1 March in
// years without that day.
int AgeOn(absl::CivilDay today, absl::CivilDay birth_day);

}  // namespace bestand::reward_catalog
