#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/reward_catalog/domain/language.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// What a choice is made for: all the rules look at besides rewards and customer.
struct Occasion {
  Moment moment;
  absl::Time now;
  absl::CivilDay today;                    // on the company's calendar
  Money target;                            // in the middle of the price band, > 0
  std::optional<int64_t> budget_left;      // in minor units of the target's currency; nothing: no budget
  std::set<std::string> kinds_taken;       // of the customer's open and accepted choices, in normal form
  Language language = Language::kEnglish;  // in which it is explained
};

// The price band: worth from half of the target to one and a half of it, both included.
inline int64_t LeastWorth(const Money& target) { return (target.minor + 1) / 2; }
inline int64_t MostWorth(const Money& target) { return target.minor + target.minor / 2; }

// How the target follows from a customer's value.
struct TargetRules {
  double share = 0.02;   // of the lifetime value of the next 12 months, in [0, 1]
  int64_t least = 1000;  // in minor units, > 0; also where there is no value
  int64_t most = 4000;   // in minor units, >= least
};

// Returns the target worth in `currency` for a customer of this value, bounded by the rules' least and
// most; the least for a customer without a value.
// Fails with CURRENCY_MIXED when the value is in another currency.
absl::StatusOr<Money> TargetOf(const std::optional<Money>& value, const TargetRules& rules,
                               const std::string& currency);

}  // namespace bestand::reward_catalog
