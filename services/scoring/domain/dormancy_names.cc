#include "services/scoring/domain/dormancy.h"

namespace bestand::scoring {

std::string_view NameOf(DormancyState state) {
  constexpr std::string_view kNames[] = {"NEVER_BOUGHT", "ACTIVE", "COOLING",
                                         "DORMANT",      "LOST",   "SEASONAL_PAUSE"};
  return kNames[static_cast<int>(state)];
}

std::string_view NameOf(DormancyReason reason) {
  constexpr std::string_view kNames[] = {"TYPICAL_CUSTOMER",
                                         "OVERDUE",
                                         "NOT_ADDRESSED",
                                         "ADDRESSED_IN_VAIN",
                                         "SEASONAL",
                                         "ONE_AND_DONE",
                                         "DECLINING",
                                         "LOWER_VALUE",
                                         "NARROWER_BASKETS",
                                         "REGULAR_BUYER",
                                         "RANDOM_BUYER",
                                         "CLUMPY_BUYER",
                                         "LAST_BASKET_RETURNED",
                                         "OPEN_COMPLAINT",
                                         "ADDRESSED_TOO_OFTEN",
                                         "CONTRACT_ENDS",
                                         "EVERYTHING_ELSE"};
  return kNames[static_cast<int>(reason)];
}

}  // namespace bestand::scoring
