#include "services/consent/domain/consent_state.h"

#include "services/consent/domain/staleness.h"

namespace bestand::consent {
namespace {

bool IsNewer(const std::optional<absl::Time>& left, const std::optional<absl::Time>& right) {
  return left.has_value() && (!right.has_value() || *left > *right);
}

// Two years are never shorter than 730 days: most need no calendar, which takes longer than all the rest.
bool IsStale(absl::Time used, absl::Time now) {
  return used < now - absl::Hours(730 * 24) && used < StaleBefore(now);
}

// Given offline, and neither confirmed nor withdrawn since.
bool HasOfflineConsent(const ConsentTimes& times) {
  return IsNewer(times.offline, times.confirm) && IsNewer(times.offline, times.withdraw);
}

}  // namespace

absl::Time StaleBefore(absl::Time now) { return YearsFrom(now, -2); }

ConsentState StateOf(const ConsentTimes& times, absl::Time now, bool contract_active) {
  if (IsNewer(times.withdraw, times.confirm)) return ConsentState::kWithdrawn;
  if (times.confirm.has_value()) {
    return !contract_active && IsStale(LastUse(times), now) ? ConsentState::kStale : ConsentState::kConfirmed;
  }
  if (times.expire.has_value() && now < *times.expire) return ConsentState::kPending;
  if (times.offline.has_value()) return ConsentState::kOffline;
  return times.expire.has_value() ? ConsentState::kExpired : ConsentState::kNone;
}

bool HasOpenRequest(const ConsentTimes& times, absl::Time now) {
  return times.expire.has_value() && now < *times.expire && IsNewer(times.request, times.confirm) &&
         IsNewer(times.request, times.withdraw);
}

ConsentState StateToConfirm(const ConsentTimes& times, absl::Time now, bool contract_active) {
  if (HasOpenRequest(times, now)) return ConsentState::kPending;
  return HasOfflineConsent(times) ? ConsentState::kOffline : StateOf(times, now, contract_active);
}

Objection ObjectionOf(const ObjectionTimes& objections) {
  if (objections.all.has_value()) return Objection::kAll;
  return objections.this_channel.has_value() ? Objection::kThisChannel : Objection::kNone;
}

Objection ObjectionToRequest(const ObjectionTimes& objections, const ConsentTimes& times, absl::Time now) {
  const auto asked = HasOpenRequest(times, now) ? times.request
                     : HasOfflineConsent(times) ? times.offline
                                                : std::nullopt;
  const bool asked_anew = IsNewer(asked, objections.all) && IsNewer(asked, objections.this_channel);
  return asked_anew ? Objection::kNone : ObjectionOf(objections);
}

}  // namespace bestand::consent
