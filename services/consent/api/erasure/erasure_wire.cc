#include "services/consent/api/erasure/erasure_wire.h"

#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"

namespace bestand::consent {
namespace {

constexpr size_t kMostReason = 500;
constexpr size_t kMostAuthor = 200;

template <typename Request>
absl::Status CheckNamed(const Request& request) {
  Violations found;
  found.UnlessName("name", request.name(), "erasures/*");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

template <typename Request>
absl::Status CheckHold(const Request& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessRequiredText("reason", request.reason(), kMostReason);
  found.UnlessRequiredText("author", request.author(), kMostAuthor);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

}  // namespace

absl::Status CheckRequest(const v1::RequestErasureRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessRequiredText("reason", request.reason(), kMostReason);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RequestOwnErasureRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CancelErasureRequest& request) { return CheckNamed(request); }
absl::Status CheckRequest(const v1::ConfirmErasureRequest& request) { return CheckNamed(request); }

absl::Status CheckRequest(const v1::GetErasureRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "erasures/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SetLegalHoldRequest& request) { return CheckHold(request); }
absl::Status CheckRequest(const v1::LiftLegalHoldRequest& request) { return CheckHold(request); }

v1::Erasure ToWire(const Erasure& erasure) {
  v1::Erasure wire;
  wire.set_name("erasures/" + erasure.id);
  wire.set_state(static_cast<v1::ErasureState>(erasure.state));
  wire.set_by_person(erasure.by_person);
  if (!erasure.customer.empty()) wire.set_customer("customers/" + erasure.customer);
  wire.set_reason(erasure.reason);
  *wire.mutable_request_time() = ToTimestamp(erasure.request_time);
  *wire.mutable_due_time() = ToTimestamp(erasure.due_time);
  if (erasure.end_time.has_value()) *wire.mutable_end_time() = ToTimestamp(*erasure.end_time);
  if (erasure.log_index.has_value()) wire.set_log_index(*erasure.log_index);
  return wire;
}

std::vector<v1::PersonalItem> GoesOf(const PersonalCounts& counts) {
  const std::pair<const char*, int64_t> kinds[] = {
      {"consents", counts.consents},     {"requests for consent, with addresses", counts.requests},
      {"objections", counts.objections}, {"grounds", counts.grounds},
      {"contacts", counts.contacts},     {"what is personal about events in the log", counts.events}};
  std::vector<v1::PersonalItem> goes;
  for (const auto& [kind, count] : kinds) {
    goes.emplace_back().set_kind(kind);
    goes.back().set_count(count);
  }
  return goes;
}

std::vector<v1::KeptItem> StaysOf() {
  const std::pair<const char*, const char*> kinds[] = {
      {"events in the log",
       "under a random name, without anything personal: so that it can be checked that nobody "
       "changed the log"},
      {"keyed hashes of the customer's id and addresses",
       "so that nobody takes the person up again by accident; "
       "they go when the person signs up anew"},
      {"that an erasure was asked for, and when", "to prove that it was done"}};
  std::vector<v1::KeptItem> stays;
  for (const auto& [kind, why] : kinds) {
    stays.emplace_back().set_kind(kind);
    stays.back().set_why(why);
  }
  return stays;
}

}  // namespace bestand::consent
