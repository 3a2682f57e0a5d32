#pragma once

#include "common/storage/database.h"
#include "services/customer_profile/domain/repeat_days.h"

namespace bestand::customer_profile {

// Counts in PostgreSQL, in one pass over all purchase days. Threads may share it.
class SqlRepeatDayStore : public RepeatDayStore {
 public:
  explicit SqlRepeatDayStore(storage::Database& database) : database_(database) {}

  absl::StatusOr<RepeatDays> CountRepeatDays(const RepeatDaysWindow& window) override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::customer_profile
