#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/reward_catalog/domain/money.h"

namespace bestand::reward_catalog {

// When a reward is given; numbers as in the proto.
enum class Moment {
  kUnspecified = 0,
  kBeforePurchase = 1,
  kAtPurchase = 2,
  kAfterPurchase = 3,
  kGoodwill = 4,
  kThankYou = 5,
  kOccasion = 6,
  kWakeUp = 7,
};

// Returns the proto's name without its prefix: "WAKE_UP".
std::string_view NameOf(Moment moment);

// What alcohol is in a reward; numbers as in the proto.
enum class Alcohol { kNone = 0, kBeerOrWine = 1, kSpirits = 2 };

// Something that can be given.
struct Reward {
  std::string id;  // without "rewards/"
  std::string display_name;
  std::string kind;  // in normal form, see NormalKind
  Money worth;       // > 0
  std::map<std::string, std::string> attributes;
  int64_t stock = 0;    // how many are left, >= 0
  int64_t held = 0;     // how many of them are held for open choices
  int minimum_age = 0;  // in years; 0 for any
  Alcohol alcohol = Alcohol::kNone;
  std::vector<Moment> moments;  // any when empty
  bool broadly_usable = false;
  bool for_companies = false;
  std::vector<std::string> countries;  // everywhere when empty
  std::optional<absl::Time> valid_from;
  std::optional<absl::Time> valid_until;  // the first moment at which it is not valid any more
  bool retired = false;
  int64_t version = 1;  // grows with each change that the etag tells
};

// Returns the age in years that a person needs for the reward: its own minimum, at least 16 with beer
// or wine and 18 with spirits (section 9 of the German Jugendschutzgesetz); 0 when anybody may have it.
int NeededAge(const Reward& reward);

// Returns a kind in the one form in which kinds are compared: lower case, with single dashes in place
// of everything but letters and digits. "Bottle Opener" and "bottle_opener" are "bottle-opener".
std::string NormalKind(std::string_view kind);

}  // namespace bestand::reward_catalog
