#pragma once

#include <optional>

#include "absl/time/time.h"
#include "common/time/clock.h"

namespace bestand::customer_profile {

// What the service knows of the company it works for.
struct Company {
  absl::TimeZone zone;     // whose calendar says what a day is
  int active_months = 24;  // after the last purchase, until a customer counts as former

  // For demonstrations and re-runs of the past: the day taken for today where relations are judged.
  std::optional<absl::CivilDay> as_of;

  // Today, or the day taken for it.
  absl::CivilDay Today(const Clock& clock) const {
    return as_of.has_value() ? *as_of : absl::ToCivilDay(clock.Now(), zone);
  }
};

}  // namespace bestand::customer_profile
