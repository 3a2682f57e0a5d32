#pragma once

#include <span>
#include <string>
#include <vector>

#include "services/reward_catalog/domain/customer_facts.h"
#include "services/reward_catalog/domain/occasion.h"
#include "services/reward_catalog/domain/reward.h"
#include "services/reward_catalog/domain/score.h"

namespace bestand::reward_catalog {

// A reward that is offered, as it was when it was chosen.
struct OfferedReward {
  std::string reward;  // its id
  std::string display_name;
  std::string kind;
  Money worth;
  Score score;
};

// A reward that is not offered.
struct RefusedReward {
  std::string reward;  // its id
  std::string display_name;
  std::string reason;  // as in the proto: of an objection, SAME_KIND_OFFERED, LOWER_SCORE, OPEN_COMPLAINT
  std::string explanation;  // what would make it allowed
};

struct Choice {
  std::vector<OfferedReward> offered;  // best first
  std::vector<RefusedReward> refused;  // all others, best scored first
};

// Returns up to `count` (>= 1) of the rewards that no rule objects to, and why none of the others.
// The best of each kind, one of a kind, best first; no reward that is left out beats one of its kind
// that is offered. When two or more are wanted, one is broadly usable if any such is allowed: it takes
// the place of the one of its kind, else of the last. As many as there are allowed kinds, never more.
// Equal scores go by id, so that the same input always gives the same choice.
Choice Choose(std::span<const Reward> catalogue, const CustomerFacts& customer, const Occasion& occasion,
              int count);

}  // namespace bestand::reward_catalog
