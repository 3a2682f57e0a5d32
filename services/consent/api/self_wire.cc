#include "services/consent/api/self_wire.h"

#include <arpa/inet.h>

#include "common/id/encoding.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_checks.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/purpose_wire.h"
#include "services/consent/api/typed_address.h"
#include "services/consent/domain/email_address.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {
namespace {

v1::OptInState StateOf(const RequestView& view, absl::Time now) {
  if (view.confirmed) return v1::OPT_IN_STATE_CONFIRMED;
  return now < view.expire_time ? v1::OPT_IN_STATE_OPEN : v1::OPT_IN_STATE_ENDED;
}

void CheckKey(Violations& found, const std::string& field, const v1::PreferenceKey& key) {
  found.UnlessName(field + ".purpose", key.purpose(), "purposes/*");
  found.UnlessKnown(field + ".channel", key.channel(), &v1::Channel_IsValid);
}

// All that is asked for by a token, and all that is done by one.
template <class Request>
absl::Status CheckLook(const Request& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  return found.ToStatus();
}

template <class Request>
absl::Status CheckAct(const Request& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

}  // namespace

absl::Status CheckRequest(const v1::LookUpOptInRequest& request) { return CheckLook(request); }

absl::Status CheckRequest(const v1::DisownOptInRequest& request) { return CheckAct(request); }

absl::Status CheckRequest(const v1::LiftSuppressionRequest& request) {
  Violations found;
  UnlessAddress(found, request.email_address());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetContactLinksRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessKnown("channel", request.channel(), &v1::Channel_IsValid);
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::LookUpLinkRequest& request) { return CheckLook(request); }

absl::Status CheckRequest(const v1::UnsubscribeRequest& request) { return CheckAct(request); }

absl::Status CheckRequest(const v1::GetPreferencesRequest& request) { return CheckLook(request); }

absl::Status CheckRequest(const v1::SetPreferencesRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  found.Unless(request.change_case() != v1::SetPreferencesRequest::CHANGE_NOT_SET, "change", "is required");
  if (request.has_withdraw()) CheckKey(found, "withdraw", request.withdraw());
  if (request.has_ask()) {
    CheckKey(found, "ask", request.ask());
    found.Unless(request.ask().channel() == v1::CHANNEL_EMAIL, "ask.channel", "must be EMAIL");
  }
  found.Unless(!request.has_object_to_all() || request.object_to_all(), "object_to_all", "must be true");
  CheckLanguage(found, request.language_code());
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetSignUpFormRequest& request) {
  Violations found;
  CheckPurposes(found, request.purposes());
  CheckLanguage(found, request.language_code());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::SignUpRequest& request) {
  Violations found;
  UnlessAddress(found, request.email_address());
  CheckPurposes(found, request.purposes());
  CheckLanguage(found, request.language_code());
  Check(found, request.circumstances());
  found.Unless(request.code_handle().empty() || request.code_handle().size() == kHandleLetters, "code_handle",
               "must be 32 bytes in base64 without padding");
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

SignUp SignUpOf(const v1::SignUpRequest& request) {
  return {AddressOf(request.email_address()),       PurposeIdsOf(request.purposes()),
          LanguageOf(request.language_code()),      IpPrefixOf(request.circumstances().ip_address()),
          CircumstancesOf(request.circumstances()), request.code_handle()};
}

std::vector<std::string> PurposeIdsOf(const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::vector<std::string> ids;
  for (const std::string& name : names) ids.push_back(PurposeIdOf(name));
  return ids;
}

std::string LanguageOf(const std::string& language_code) {
  return language_code.empty() ? "en" : language_code;
}

std::string IpPrefixOf(const std::string& ip_address) {
  char bytes[sizeof(in6_addr)] = {};
  if (inet_pton(AF_INET, ip_address.c_str(), bytes) == 1) return ip_address.substr(0, ip_address.rfind('.'));
  if (inet_pton(AF_INET6, ip_address.c_str(), bytes) != 1) return "";
  // As a port that takes both kinds shows those of the older one.
  if (std::string_view(bytes, 12) == std::string_view("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12)) {
    char older[INET_ADDRSTRLEN] = {};
    return IpPrefixOf(inet_ntop(AF_INET, bytes + 12, older, sizeof older));
  }
  return ToHex(std::string_view(bytes, 8));
}

ConsentKey KeyOf(const v1::GetContactLinksRequest& request) {
  return {CustomerIdOf(request.customer()), *ChannelOf(request.channel()), PurposeIdOf(request.purpose())};
}

ConsentKey KeyOf(const v1::PreferenceKey& key) {
  return {"", *ChannelOf(key.channel()), PurposeIdOf(key.purpose())};
}

v1::OptInPurpose ToWire(const RequestedPurpose& purpose) {
  v1::OptInPurpose wire;
  wire.set_purpose("purposes/" + purpose.id);
  wire.set_display_name(purpose.display_name);
  wire.set_wording(WordingName(purpose.id, purpose.wording.version));
  wire.set_wording_text(purpose.wording.text);
  return wire;
}

v1::LookUpOptInResponse ToWire(const RequestView& view, absl::Time now) {
  v1::LookUpOptInResponse wire;
  wire.set_state(StateOf(view, now));
  for (const RequestedPurpose& purpose : view.purposes) {
    *wire.add_purposes() = ToWire(purpose);
    wire.set_language_code(purpose.wording.language);
  }
  wire.set_masked_address(Masked(view.address));
  wire.set_campaign(view.campaign);
  *wire.mutable_expire_time() = ToTimestamp(view.expire_time);
  return wire;
}

v1::GetContactLinksResponse ToWire(const MessageTokens& tokens, const std::string& base_url,
                                   v1::Channel channel) {
  v1::GetContactLinksResponse wire;
  wire.set_unsubscribe_url(UnsubscribeLink(base_url, tokens.unsubscribe));
  wire.set_preferences_url(PreferencesLink(base_url, tokens.preferences));
  if (channel != v1::CHANNEL_EMAIL) return wire;
  v1::MailHeader& where = *wire.add_headers();
  where.set_name("List-Unsubscribe");
  where.set_value("<" + wire.unsubscribe_url() + ">");
  v1::MailHeader& how = *wire.add_headers();
  how.set_name("List-Unsubscribe-Post");
  how.set_value("List-Unsubscribe=One-Click");
  return wire;
}

v1::LookUpLinkResponse ToWire(const LinkView& view, const std::string& base_url, absl::Time now) {
  v1::LookUpLinkResponse wire;
  const Consent& consent = view.consent;
  wire.set_display_name(view.display_name);
  wire.set_channel(ToWire(consent.key.channel));
  wire.set_state(ToWire(StateOf(consent.times, now, consent.contract_active)));
  if (!consent.address.empty()) wire.set_masked_address(Masked(consent.address));
  wire.set_preferences_url(PreferencesLink(base_url, view.preferences_token));
  return wire;
}

v1::GetPreferencesResponse ToWire(const PreferenceSheet& sheet, absl::Time now) {
  v1::GetPreferencesResponse wire;
  for (const auto& [display_name, consent] : sheet.preferences) {
    v1::Preference& entry = *wire.add_preferences();
    entry.set_purpose("purposes/" + consent.key.purpose);
    entry.set_display_name(display_name);
    entry.set_channel(ToWire(consent.key.channel));
    entry.set_state(ToWire(StateOf(consent.times, now, consent.contract_active)));
    entry.set_open_request(HasOpenRequest(consent.times, now));
    if (!consent.address.empty()) entry.set_masked_address(Masked(consent.address));
  }
  wire.set_objects_to_all(sheet.objects_to_all);
  for (const RecordedEvent& event : sheet.events) *wire.add_events() = ToWire(event);
  return wire;
}

}  // namespace bestand::consent
