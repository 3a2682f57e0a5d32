#include "services/consent/api/consent_wire.h"

#include <string>

#include "common/id/id.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/typed_address.h"
#include "services/consent/domain/email_address.h"
#include "services/consent/domain/staleness.h"

namespace bestand::consent {
namespace {

std::string IdOfName(std::string_view name, std::string_view pattern) {
  return IdOf(name, pattern).value_or("");
}

void SetTime(const std::optional<absl::Time>& time,
             google::protobuf::Timestamp* (*mutable_field)(v1::Consent&), v1::Consent& wire) {
  if (time.has_value()) *mutable_field(wire) = ToTimestamp(*time);
}

}  // namespace

// The enums of the wire have the same order behind their zero.
std::optional<Channel> ChannelOf(v1::Channel channel) {
  if (channel == v1::CHANNEL_UNSPECIFIED) return std::nullopt;
  return static_cast<Channel>(channel - 1);
}

v1::Channel ToWire(Channel channel) { return static_cast<v1::Channel>(static_cast<int>(channel) + 1); }

v1::Channel ToWire(const std::optional<Channel>& channel) {
  return channel.has_value() ? ToWire(*channel) : v1::CHANNEL_UNSPECIFIED;
}

MessageClass ClassOf(v1::MessageClass message_class) { return static_cast<MessageClass>(message_class - 1); }

v1::MessageClass ToWire(MessageClass message_class) {
  return static_cast<v1::MessageClass>(static_cast<int>(message_class) + 1);
}

v1::ConsentState ToWire(ConsentState state) { return static_cast<v1::ConsentState>(static_cast<int>(state)); }

Circumstances CircumstancesOf(const v1::Circumstances& circumstances) {
  return {circumstances.origin(), circumstances.ip_address(), circumstances.user_agent(),
          circumstances.campaign(), circumstances.boxes()};
}

OptInRequest OptInOf(const v1::RequestOptInRequest& request) {
  OptInRequest opt_in;
  opt_in.customer = CustomerIdOf(request.customer());
  opt_in.address = AddressOf(request.email_address());
  for (const std::string& purpose : request.purposes()) {
    opt_in.purposes.push_back(IdOfName(purpose, "purposes/*"));
  }
  if (!request.language_code().empty()) opt_in.language = request.language_code();
  opt_in.circumstances = CircumstancesOf(request.circumstances());
  opt_in.channel = ChannelOf(request.channel()).value_or(Channel::kEmail);
  return opt_in;
}

ContactQuery QueryOf(const v1::CheckContactRequest& request) {
  return {CustomerIdOf(request.customer()), *ChannelOf(request.channel()), ClassOf(request.message_class()),
          IdOfName(request.purpose(), "purposes/*"), IdOfName(request.template_(), "templates/*")};
}

ConsentKey KeyOf(const v1::WithdrawConsentRequest& request) {
  return {CustomerIdOf(request.customer()), *ChannelOf(request.channel()),
          IdOfName(request.purpose(), "purposes/*")};
}

AddressablePage PageOf(const v1::StreamAddressableCustomersRequest& request, int limit) {
  return {IdOfName(request.purpose(), "purposes/*"), *ChannelOf(request.channel()), "", limit};
}

EventPage PageAfter(const v1::ListConsentEventsRequest& request, const std::string& last_key, int limit) {
  EventPage page{CustomerIdOf(request.parent()), limit};
  if (!last_key.empty()) page.after = std::stoll(last_key);  // we made and sealed it ourselves
  return page;
}

std::pair<std::string, std::string> PartsOfConsentName(const std::string& name) {
  const std::string customer = name.substr(0, name.find("/consents/"));
  return {CustomerIdOf(customer), IdOfName(name, "customers/*/consents/*")};
}

v1::Consent ToWire(const Consent& consent, absl::Time now) {
  v1::Consent wire;
  wire.set_name(CustomerName(consent.key.customer) + "/consents/" + consent.id);
  wire.set_channel(ToWire(consent.key.channel));
  wire.set_purpose("purposes/" + consent.key.purpose);
  const ConsentState state = StateOf(consent.times, now, consent.contract_active);
  // One that was neither asked for nor confirmed is there because it was given offline.
  wire.set_state(ToWire(state == ConsentState::kNone ? ConsentState::kOffline : state));
  wire.set_masked_address(Masked(consent.address));
  wire.set_wording(WordingName(consent.key.purpose, consent.wording));
  SetTime(
      consent.times.request, [](v1::Consent& to) { return to.mutable_request_time(); }, wire);
  SetTime(
      consent.times.confirm, [](v1::Consent& to) { return to.mutable_confirm_time(); }, wire);
  SetTime(
      consent.times.withdraw, [](v1::Consent& to) { return to.mutable_withdraw_time(); }, wire);
  SetTime(
      consent.times.expire, [](v1::Consent& to) { return to.mutable_expire_time(); }, wire);
  SetTime(
      StaleWarning(consent.times, now, consent.contract_active),
      [](v1::Consent& to) { return to.mutable_stale_time(); }, wire);
  return wire;
}

v1::ConsentEvent ToWire(const RecordedEvent& event) {
  v1::ConsentEvent wire;
  wire.set_log_index(event.log_index);
  wire.set_kind(std::string(NameOf(event.kind)));
  *wire.mutable_event_time() = ToTimestamp(event.time);
  wire.set_channel(ToWire(event.channel));
  if (!event.purpose.empty()) wire.set_purpose("purposes/" + event.purpose);
  wire.set_wording(WordingName(event.purpose, event.wording));
  wire.set_leaf_hash(event.leaf_hash);
  return wire;
}

v1::CheckContactResponse ToWire(const ContactVerdict& verdict) {
  const ContactDecision& decision = verdict.decision;
  v1::CheckContactResponse wire;
  wire.set_allowed(decision.allowed);
  wire.set_reason(decision.reason.data(), decision.reason.size());
  wire.set_legal_basis(decision.legal_basis.data(), decision.legal_basis.size());
  wire.set_needed_action(decision.needed_action.data(), decision.needed_action.size());
  wire.set_row(decision.row);
  wire.set_rule_set(decision.rule_set.data(), decision.rule_set.size());
  wire.set_rule_set_hash(decision.rule_set_hash.data(), decision.rule_set_hash.size());
  wire.set_log_size(verdict.log_size);
  wire.set_decision_id(NewUuid());
  if (verdict.valid_until < absl::InfiniteFuture()) {
    *wire.mutable_valid_until_time() = ToTimestamp(verdict.valid_until);
  }
  if (verdict.free_at.has_value()) *wire.mutable_free_time() = ToTimestamp(*verdict.free_at);
  if (verdict.stale_at.has_value()) *wire.mutable_stale_time() = ToTimestamp(*verdict.stale_at);
  return wire;
}

std::string WordingName(std::string_view purpose, int version) {
  if (version == 0) return "";
  return std::string("purposes/").append(purpose).append("/wordings/").append(std::to_string(version));
}

}  // namespace bestand::consent
