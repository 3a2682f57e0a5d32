#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "services/reward_catalog/domain/money.h"
#include "services/reward_catalog/domain/phrases.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// Something that is put into a phrase, written as its language writes it.
using Fact = std::variant<std::string, int64_t, double, Money, absl::Time, std::vector<Moment>>;
using Facts = std::initializer_list<std::pair<std::string_view, Fact>>;

// Why something is as it is.
struct Reason {
  std::string code;         // for programs: "TOO_YOUNG"
  std::string explanation;  // for people
};

// Returns a phrase with its facts filled in, which are exactly those that it names.
Reason Say(Saying saying, Language language, Facts facts = {});

// Returns a fact for people: Money as "GBP 12.50" or "12,50 GBP", a double with three decimals, a time to the
// minute in UTC, moments as "for goodwill, as a thank-you".
std::string ToText(const Fact& fact, Language language);

}  // namespace bestand::reward_catalog
