#include "services/customer_profile/storage/sql_repeat_day_store.h"

#include "common/error/error.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {

absl::StatusOr<RepeatDays> SqlRepeatDayStore::CountRepeatDays(const RepeatDaysWindow& window) {
  const auto count = [&](storage::Session& session) {
    return session.Run(sql::kCountRepeatDays,
                       {{"first_purchase_until", window.first_purchase_until}, {"until", window.until}});
  };
  ASSIGN_OR_RETURN(const storage::Rows rows, database_.InSession(count, storage::Repeat::kOnce));
  RepeatDays found;
  for (const storage::Row row : rows) {
    found.days.push_back(row.Int(0));
    found.customers.push_back(row.Int(1));
  }
  return found;
}

}  // namespace bestand::customer_profile
