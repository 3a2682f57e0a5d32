#pragma once

#include <span>
#include <string_view>

#include "services/reward_catalog/domain/language.h"

namespace bestand::reward_catalog {

// All that is said about a reward: why not, and what its score is made of.
enum class Saying {
  kRetired,
  kTooEarly,
  kTooLate,
  kWrongCurrency,
  kWrongMoment,
  kRecipientUnknown,
  kNotForCompanies,
  kCountryUnknown,
  kOtherCountry,
  kAgeUnknown,
  kTooYoung,
  kNeverWanted,
  kKindGiven,
  kKindTaken,
  kOutOfStock,
  kTooCheap,
  kTooDear,
  kOverBudget,
  kOpenComplaint,
  kSameKindOffered,
  kPlaceTaken,
  kLowerScore,
  kBought,
  kLikes,
  kDislikes,
  kSeemsNever,
  kKindBought,
  kWorthFit,
  kBroadlyUsable,
};

// One of them in words. `{name}` stands for a fact, the same ones in each language.
struct Phrase {
  Saying saying;
  std::string_view code;  // as RefusedReward.reason or ScoreTerm.code in the proto
  std::string_view english;
  std::string_view german;

  std::string_view in(Language language) const { return language == Language::kGerman ? german : english; }
};

// All of them, in the order of Saying.
std::span<const Phrase> Phrases();

}  // namespace bestand::reward_catalog
