#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/reward_catalog/domain/choice.h"

namespace bestand::reward_catalog {

// Where a choice stands; numbers as in the proto.
enum class DecisionState { kOffered = 1, kAccepted = 2, kDeclined = 3, kExpired = 4 };

// Returns the proto's name without its prefix: "ACCEPTED".
std::string_view NameOf(DecisionState state);

// What became of a reward that was given; numbers as in the proto.
enum class Outcome { kUnknown = 0, kThanked = 1, kUsed = 2, kReturned = 3, kIgnored = 4 };

// Of the rewards refused so many are kept with a decision.
inline constexpr size_t kMaxRefused = 100;

// A choice that was made for a customer, and what became of it.
struct Decision {
  std::string id;  // a UUID
  std::string customer_id;
  DecisionState state = DecisionState::kOffered;
  Moment moment = Moment::kUnspecified;
  Choice choice;  // refused: at most kMaxRefused, best scored first
  std::string purpose_id;
  std::string budget_id;
  std::string accepted_reward;  // its id; empty unless accepted
  Outcome outcome = Outcome::kUnknown;
  absl::Time create_time;
  absl::Time expire_time;  // from then on an open choice is expired and holds nothing
  Money target;
  Language language = Language::kEnglish;  // of all explanations
};

}  // namespace bestand::reward_catalog
