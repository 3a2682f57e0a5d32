#include "services/consent/domain/consent_state.h"

#include <algorithm>

#include "absl/time/civil_time.h"

namespace bestand::consent {
namespace {

bool IsNewer(const std::optional<absl::Time>& left, const std::optional<absl::Time>& right) {
  return left.has_value() && (!right.has_value() || *left > *right);
}

}  // namespace

absl::Time StaleBefore(absl::Time now) {
  const auto day = absl::ToCivilDay(now, absl::UTCTimeZone());
  const absl::Duration time_of_day = now - absl::FromCivil(day, absl::UTCTimeZone());
  const absl::CivilDay two_years_ago(day.year() - 2, day.month(), day.day());
  return absl::FromCivil(two_years_ago, absl::UTCTimeZone()) + time_of_day;
}

ConsentState StateOf(const ConsentTimes& times, absl::Time now, bool contract_active) {
  if (IsNewer(times.withdraw, times.confirm)) return ConsentState::kWithdrawn;
  if (times.confirm.has_value()) {
    const absl::Time used = std::max(*times.confirm, times.last_use.value_or(*times.confirm));
    return !contract_active && used < StaleBefore(now) ? ConsentState::kStale : ConsentState::kConfirmed;
  }
  if (!times.expire.has_value()) return ConsentState::kNone;
  return now < *times.expire ? ConsentState::kPending : ConsentState::kExpired;
}

bool HasOpenRequest(const ConsentTimes& times, absl::Time now) {
  return times.expire.has_value() && now < *times.expire && IsNewer(times.request, times.confirm) &&
         IsNewer(times.request, times.withdraw);
}

Objection ObjectionOf(const ObjectionTimes& objections) {
  if (objections.all.has_value()) return Objection::kAll;
  return objections.this_channel.has_value() ? Objection::kThisChannel : Objection::kNone;
}

Objection ObjectionToRequest(const ObjectionTimes& objections, const ConsentTimes& times, absl::Time now) {
  if (!HasOpenRequest(times, now)) return ObjectionOf(objections);
  const bool asked_anew =
      IsNewer(times.request, objections.all) && IsNewer(times.request, objections.this_channel);
  return asked_anew ? Objection::kNone : ObjectionOf(objections);
}

}  // namespace bestand::consent
