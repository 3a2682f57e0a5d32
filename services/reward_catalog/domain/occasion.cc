#include "services/reward_catalog/domain/occasion.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::reward_catalog {

absl::StatusOr<Money> TargetOf(const std::optional<Money>& value, const TargetRules& rules,
                               const std::string& currency) {
  if (!value.has_value()) return Money{rules.least, currency};
  if (value->currency != currency) {
    return Failure(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED",
                   "The customer's value is in " + value->currency + ", the budget in " + currency +
                       "; take a budget in " + value->currency + ".",
                   {{"have", value->currency}, {"need", currency}});
  }
  // Bounded as a double, so that no value overflows the rounding.
  const double share = static_cast<double>(value->minor) * rules.share;
  const double bounded = std::clamp(share, static_cast<double>(rules.least), static_cast<double>(rules.most));
  return Money{std::llround(bounded), currency};
}

}  // namespace bestand::reward_catalog
