#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "services/scoring/domain/diagnostics/tracking.h"

namespace bestand::scoring {

struct RepeatDaysQuery {
  int32_t first_purchase_until_day;  // customers who bought first later are left out
  int32_t until_day;                 // the last day that is counted
};

// On which days all customers together bought again. Threads may share it.
class RepeatDaySource {
 public:
  virtual ~RepeatDaySource() = default;

  // Fails with SERVICE_AWAY.
  virtual absl::StatusOr<RepeatDays> CountRepeatDays(const RepeatDaysQuery& query) = 0;
};

}  // namespace bestand::scoring
