#include "services/consent/domain/staleness.h"

#include <algorithm>

#include "absl/time/civil_time.h"

namespace bestand::consent {

absl::Time YearsFrom(absl::Time time, int years) {
  const auto day = absl::ToCivilDay(time, absl::UTCTimeZone());
  const absl::Duration time_of_day = time - absl::FromCivil(day, absl::UTCTimeZone());
  const absl::CivilDay then(day.year() + years, day.month(), day.day());
  const bool has_the_day = then.day() == day.day();
  return absl::FromCivil(then, absl::UTCTimeZone()) + (has_the_day ? time_of_day : absl::ZeroDuration());
}

absl::Time LastUse(const ConsentTimes& times) {
  return std::max(*times.confirm, times.last_use.value_or(*times.confirm));
}

std::optional<absl::Time> StaleWarning(const ConsentTimes& times, absl::Time now, bool contract_active) {
  if (contract_active || StateOf(times, now, contract_active) != ConsentState::kConfirmed)
    return std::nullopt;
  const absl::Time used = LastUse(times);
  // No year is shorter: most need no calendar.
  if (now - used < absl::Hours(365 * 24) || now < YearsFrom(used, 1)) return std::nullopt;
  return YearsFrom(used, 2);
}

}  // namespace bestand::consent
