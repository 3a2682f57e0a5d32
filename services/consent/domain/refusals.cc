#include "services/consent/domain/refusals.h"

#include <string>

#include "common/error/error.h"

namespace bestand::consent {
namespace {

absl::Status NothingToWithdraw(const ConsentKey& key) {
  return Failure(
      absl::StatusCode::kFailedPrecondition, "CONSENT_NOT_GRANTED",
      "The customer was never asked for this purpose on this channel; there is nothing to withdraw.",
      {{"purpose", key.purpose}});
}

absl::Status NoObjection() {
  return Failure(absl::StatusCode::kNotFound, "OBJECTION_UNKNOWN",
                 "The customer has no such objection; list the events to see what was recorded.");
}

// Returns the consent after it. A refusal that stands already is not recorded again. The event names the
// consent, which it may have made.
absl::StatusOr<Consent> Refuse(LogWriter& log, const ConsentKey& key, const Circumstances& circumstances,
                               const Consent& before) {
  const bool again = StateOf(before.times, log.now(), false) == ConsentState::kWithdrawn;
  if (again && !HasOpenRequest(before.times, log.now())) return before;
  RETURN_IF_ERROR(log.EndRequests(key.customer, key.channel, key.purpose));
  ASSIGN_OR_RETURN(const Consent consent, log.StoreWithdrawal(key));
  PayloadFields fields = FieldsOf(circumstances);
  fields.insert(fields.begin(), {"consent", consent.id});
  const NewEvent event{EventKind::kWithdrawn, key.customer, key.channel, key.purpose, 0, "",
                       EncodePayload(fields)};
  RETURN_IF_ERROR(log.Append({&event, 1}));
  return consent;
}

}  // namespace

absl::StatusOr<Consent> Refusals::Withdraw(LogWriter& log, const ConsentKey& key,
                                           const Circumstances& circumstances) {
  RETURN_IF_ERROR(log.CheckPurpose(key.purpose));
  ASSIGN_OR_RETURN(const std::optional<Consent> consent, log.Find(key));
  if (!consent.has_value()) return NothingToWithdraw(key);
  return Refuse(log, key, circumstances, *consent);
}

absl::StatusOr<Withdrawn> Refusals::Withdraw(const ConsentKey& key, const Circumstances& circumstances) {
  Withdrawn withdrawn;
  ASSIGN_OR_RETURN(withdrawn.log_size, store_.InLog([&](LogWriter& log) -> absl::Status {
    ASSIGN_OR_RETURN(withdrawn.consent, Withdraw(log, key, circumstances));
    return absl::OkStatus();
  }));
  return withdrawn;
}

absl::Status Refusals::Unsubscribe(LogWriter& log, const ConsentKey& key,
                                   const Circumstances& circumstances) {
  RETURN_IF_ERROR(log.CheckPurpose(key.purpose));
  ASSIGN_OR_RETURN(const std::optional<Consent> consent, log.Find(key));
  return Refuse(log, key, circumstances, consent.value_or(Consent{})).status();
}

absl::Status Refusals::Object(LogWriter& log, std::string_view customer, std::optional<Channel> channel,
                              const Circumstances& circumstances) {
  RETURN_IF_ERROR(log.StoreObjection(customer, channel));
  RETURN_IF_ERROR(log.EndRequests(customer, channel, ""));
  const NewEvent event{EventKind::kObjected,
                       std::string(customer),
                       channel,
                       "",
                       0,
                       "",
                       EncodePayload(FieldsOf(circumstances))};
  return log.Append({&event, 1});
}

absl::StatusOr<int64_t> Refusals::Object(std::string_view customer, std::optional<Channel> channel,
                                         const Circumstances& circumstances) {
  return store_.InLog([&](LogWriter& log) { return Object(log, customer, channel, circumstances); });
}

absl::StatusOr<int64_t> Refusals::Lift(std::string_view customer, std::optional<Channel> channel,
                                       std::string_view reason) {
  return store_.InLog([&](LogWriter& log) -> absl::Status {
    ASSIGN_OR_RETURN(const bool found, log.RemoveObjection(customer, channel));
    if (!found) return NoObjection();
    const NewEvent event{EventKind::kObjectionLifted,        std::string(customer), channel, "", 0, "",
                         EncodePayload({{"reason", reason}})};
    return log.Append({&event, 1});
  });
}

}  // namespace bestand::consent
