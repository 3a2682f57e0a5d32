#include "services/consent/api/frequency_wire.h"

#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"

namespace bestand::consent {
namespace {

constexpr int kLastMinute = 24 * 60 - 1;
constexpr absl::Duration kLongestGap = absl::Hours(365 * 24);

// Of CommitContact and ReleaseContact.
template <typename Request>
absl::Status CheckName(const Request& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*/contacts/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

void UnlessInRange(Violations& found, std::string_view field, int64_t value, int64_t most) {
  found.UnlessInRange(field, value, 0, most);
}

absl::TimeZone ZoneOf(const std::string& name) {
  absl::TimeZone zone = absl::UTCTimeZone();
  if (!name.empty()) absl::LoadTimeZone(name, &zone);
  return zone;
}

bool IsZone(const std::string& name) {
  absl::TimeZone zone;
  return name.empty() || absl::LoadTimeZone(name, &zone);
}

}  // namespace

absl::Status CheckRequest(const v1::SetFrequencyPolicyRequest& request) {
  const v1::FrequencyPolicy& policy = request.policy();
  Violations found;
  UnlessInRange(found, "policy.max_in_day", policy.max_in_day(), kMostContacts);
  UnlessInRange(found, "policy.max_in_week", policy.max_in_week(), kMostContacts);
  UnlessInRange(found, "policy.max_in_month", policy.max_in_month(), kMostContacts);
  UnlessInRange(found, "policy.max_in_year", policy.max_in_year(), kMostContacts);
  UnlessInRange(found, "policy.quiet_start_minute", policy.quiet_start_minute(), kLastMinute);
  UnlessInRange(found, "policy.quiet_end_minute", policy.quiet_end_minute(), kLastMinute);
  found.UnlessDuration("policy.min_gap", policy.min_gap(), absl::ZeroDuration(), kLongestGap);
  found.Unless(IsZone(policy.time_zone()), "policy.time_zone",
               "is no time zone that this machine knows; give one such as Europe/Berlin");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ReserveContactRequest& request, absl::Time now) {
  const v1::CheckContactRequest& check = request.check();
  RETURN_IF_ERROR(CheckRequest(check, now));
  Violations found;
  found.Unless(!check.has_at_time(), "check.at_time", "must be left out: only now can be reserved");
  found.Unless(check.message_class() != v1::MESSAGE_CLASS_DOI_CONFIRM, "check.message_class",
               "must be another than DOI_CONFIRM: this service sends such mails itself");
  found.UnlessId("message_id", request.message_id());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CommitContactRequest& request) { return CheckName(request); }

absl::Status CheckRequest(const v1::ReleaseContactRequest& request) { return CheckName(request); }

absl::Status CheckRequest(const v1::PauseContactsRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  if (request.has_until_time()) found.UnlessTime("until_time", request.until_time());
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

FrequencyPolicy PolicyOf(const v1::FrequencyPolicy& wire) {
  return {0,
          wire.max_in_day(),
          wire.max_in_week(),
          wire.max_in_month(),
          wire.max_in_year(),
          ToDuration(wire.min_gap()),
          wire.quiet_start_minute(),
          wire.quiet_end_minute(),
          ZoneOf(wire.time_zone())};
}

v1::FrequencyPolicy ToWire(const FrequencyPolicy& policy) {
  v1::FrequencyPolicy wire;
  wire.set_version(policy.version);
  wire.set_max_in_day(policy.in_day);
  wire.set_max_in_week(policy.in_week);
  wire.set_max_in_month(policy.in_month);
  wire.set_max_in_year(policy.in_year);
  *wire.mutable_min_gap() = ToDuration(policy.min_gap);
  wire.set_quiet_start_minute(policy.quiet_start);
  wire.set_quiet_end_minute(policy.quiet_end);
  wire.set_time_zone(policy.zone.name());
  return wire;
}

v1::Contact ToWire(const ContactSlot& slot) {
  v1::Contact wire;
  wire.set_name(CustomerName(slot.customer) + "/contacts/" + slot.message);
  wire.set_state(static_cast<v1::ContactState>(slot.state));
  *wire.mutable_reserve_time() = ToTimestamp(slot.reserve_time);
  *wire.mutable_expire_time() = ToTimestamp(slot.expire_time);
  if (slot.commit_time.has_value()) *wire.mutable_commit_time() = ToTimestamp(*slot.commit_time);
  wire.set_decision_id(slot.decision);
  return wire;
}

v1::ReserveContactResponse ToWire(const Reservation& reservation) {
  v1::ReserveContactResponse wire;
  *wire.mutable_check() = ToWire(reservation.verdict);
  if (reservation.slot.has_value()) {
    *wire.mutable_contact() = ToWire(*reservation.slot);
    wire.mutable_check()->set_decision_id(reservation.slot->decision);
  }
  return wire;
}

std::pair<std::string, std::string> PartsOfContactName(const std::string& name) {
  return {CustomerIdOf(name.substr(0, name.find("/contacts/"))),
          IdOf(name, "customers/*/contacts/*").value_or("")};
}

}  // namespace bestand::consent
