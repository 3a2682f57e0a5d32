#include "services/customer_profile/domain/customer.h"

#include <algorithm>

namespace bestand::customer_profile {
namespace {

absl::CivilDay MonthsAfter(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

}  // namespace

RelationState StateOf(const Relation& relation, absl::CivilDay today, int active_months,
                      const absl::TimeZone& zone) {
  if (!relation.last_purchase.has_value()) return RelationState::kProspect;
  const absl::CivilDay bought = absl::ToCivilDay(*relation.last_purchase, zone);
  return today <= MonthsAfter(bought, active_months) ? RelationState::kCustomer : RelationState::kFormer;
}

}  // namespace bestand::customer_profile
