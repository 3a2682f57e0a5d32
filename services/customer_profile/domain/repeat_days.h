#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::customer_profile {

// How many customers bought again on a day; days from 1970-01-01, rising. Both columns have the same length.
struct RepeatDays {
  std::vector<int64_t> days;
  std::vector<int64_t> customers;
};

struct RepeatDaysWindow {
  int64_t first_purchase_until = 0;  // whose first purchase day is later is left out
  int64_t until = 0;                 // the last day that is counted
};

// Knows on which days customers bought. Threads may share it.
class RepeatDayStore {
 public:
  virtual ~RepeatDayStore() = default;

  // Counts purchase days (see IsPurchaseDay) after everybody's first, by day. Fails with DATABASE_AWAY,
  // DATABASE_BUSY and DATABASE_TIMEOUT as the database does.
  virtual absl::StatusOr<RepeatDays> CountRepeatDays(const RepeatDaysWindow& window) = 0;
};

}  // namespace bestand::customer_profile
