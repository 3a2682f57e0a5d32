#include "services/gateway/clients/consent_client.h"

#include <map>
#include <string>

#include "common/error/error.h"
#include "common/id/id.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/gateway/clients/circumstances.h"

namespace bestand::gateway {
namespace {

namespace v1 = consent::v1;
using Consents = v1::ConsentService::Stub;
using People = v1::SelfService::Stub;
using CampaignStub = v1::CampaignService::Stub;

std::vector<OfferedPurpose> OfferedOf(const google::protobuf::RepeatedPtrField<v1::OptInPurpose>& purposes) {
  std::vector<OfferedPurpose> offered;
  for (const v1::OptInPurpose& purpose : purposes) {
    offered.push_back({purpose.purpose(), purpose.display_name(), purpose.wording_text()});
  }
  return offered;
}

OptInView::State StateOf(v1::OptInState state) {
  if (state == v1::OPT_IN_STATE_OPEN) return OptInView::State::kOpen;
  return state == v1::OPT_IN_STATE_CONFIRMED ? OptInView::State::kUsed : OptInView::State::kEnded;
}

// The enums of the wire have the same order behind their zero.
Channel ChannelOf(v1::Channel channel) { return static_cast<Channel>(channel - 1); }
v1::Channel ToWire(Channel channel) { return static_cast<v1::Channel>(static_cast<int>(channel) + 1); }

Standing StandingOf(v1::ConsentState state, bool open_request) {
  if (state == v1::CONSENT_STATE_CONFIRMED || state == v1::CONSENT_STATE_STALE) return Standing::kOn;
  if (open_request || state == v1::CONSENT_STATE_PENDING) return Standing::kWaiting;
  return state == v1::CONSENT_STATE_WITHDRAWN ? Standing::kOff : Standing::kNever;
}

PreferencesView ViewOf(const v1::GetPreferencesResponse& wire) {
  PreferencesView view;
  std::map<std::string, std::string> names;
  for (const v1::Preference& entry : wire.preferences()) {
    names[entry.purpose()] = entry.display_name();
    view.preferences.push_back({entry.purpose(), entry.display_name(), ChannelOf(entry.channel()),
                                StandingOf(entry.state(), entry.open_request()), entry.masked_address()});
  }
  view.objects_to_all = wire.objects_to_all();
  for (const v1::ConsentEvent& event : wire.events()) {
    view.events.push_back({event.kind(), ToTime(event.event_time()), names[event.purpose()]});
  }
  return view;
}

v1::SetPreferencesRequest RequestOf(const PreferenceChange& change) {
  v1::SetPreferencesRequest request;
  request.set_language_code(change.language);
  if (change.kind == PreferenceChange::Kind::kObjectToAll) {
    request.set_object_to_all(true);
    return request;
  }
  const bool withdraws = change.kind == PreferenceChange::Kind::kWithdraw;
  v1::PreferenceKey& key = withdraws ? *request.mutable_withdraw() : *request.mutable_ask();
  key.set_purpose(change.purpose);
  key.set_channel(ToWire(change.channel));
  return request;
}

}  // namespace

absl::StatusOr<OptInView> ConsentClient::LookUpOptIn(std::string_view token) {
  v1::LookUpOptInRequest request;
  request.set_token(token.data(), token.size());
  ASSIGN_OR_RETURN(const auto found, people_.Call(&People::LookUpOptIn, request));
  OptInView view{
      StateOf(found.state()), found.language_code(), found.masked_address(), {}, ToTime(found.expire_time())};
  for (const v1::OptInPurpose& purpose : found.purposes()) {
    view.wordings.push_back({purpose.display_name(), purpose.wording_text()});
  }
  view.preferences_url = found.preferences_url();
  if (IsOwnId(found.campaign())) view.campaign = found.campaign();  // others are no campaigns of ours
  return view;
}

absl::Status ConsentClient::ConfirmOptIn(std::string_view token, const Visitor& visitor) {
  v1::ConfirmOptInRequest request;
  request.set_token(token.data(), token.size());
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  return consents_.Call(&Consents::ConfirmOptIn, request).status();
}

absl::Status ConsentClient::DisownOptIn(std::string_view token, const Visitor& visitor) {
  v1::DisownOptInRequest request;
  request.set_token(token.data(), token.size());
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  return people_.Call(&People::DisownOptIn, request).status();
}

absl::StatusOr<std::vector<OfferedPurpose>> ConsentClient::GetSignUpForm(
    const std::vector<std::string>& purposes, std::string_view language) {
  v1::GetSignUpFormRequest request;
  request.mutable_purposes()->Assign(purposes.begin(), purposes.end());
  request.set_language_code(language.data(), language.size());
  ASSIGN_OR_RETURN(const auto form, people_.Call(&People::GetSignUpForm, request));
  return OfferedOf(form.purposes());
}

absl::StatusOr<CampaignForm> ConsentClient::GetCampaignForm(std::string_view campaign,
                                                            std::string_view language) {
  v1::GetCampaignFormRequest request;
  request.set_name("campaigns/" + std::string(campaign));
  request.set_language_code(language.data(), language.size());
  ASSIGN_OR_RETURN(const auto form, campaigns_.Call(&CampaignStub::GetCampaignForm, request));
  return CampaignForm{OfferedOf(form.purposes()), form.language_code(), std::string(campaign)};
}

absl::Status ConsentClient::CountViews(const std::vector<ViewCount>& views, const std::string& id) {
  v1::CountPageViewsRequest request;
  for (const ViewCount& view : views) {
    v1::PageViews& wire = *request.add_views();
    wire.set_campaign("campaigns/" + view.campaign);
    wire.set_stage(static_cast<v1::CampaignStage>(view.page));
    wire.set_count(view.count);
  }
  request.set_request_id(id);
  return campaigns_.Call(&CampaignStub::CountPageViews, request).status();
}

absl::Status ConsentClient::TakeSignUp(const SignUp& sign_up, const Visitor& visitor) {
  v1::SignUpRequest request;
  request.set_email_address(sign_up.email_address);
  request.mutable_purposes()->Assign(sign_up.purposes.begin(), sign_up.purposes.end());
  request.set_language_code(sign_up.language);
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.mutable_circumstances()->set_campaign(sign_up.campaign);
  request.mutable_circumstances()->set_boxes(sign_up.boxes);
  request.set_code_handle(sign_up.code_handle);
  request.set_request_id(NewUuid());
  return people_.Call(&People::SignUp, request).status();
}

absl::StatusOr<bool> ConsentClient::ConfirmByCode(std::string_view code_handle, std::string_view code,
                                                  const Visitor& visitor) {
  v1::ConfirmByCodeRequest request;
  request.set_code_handle(code_handle.data(), code_handle.size());
  request.set_code(code.data(), code.size());
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  ASSIGN_OR_RETURN(const auto tried, codes_.Call(&v1::CodeService::Stub::ConfirmByCode, request));
  return tried.confirmed();
}

absl::StatusOr<LinkView> ConsentClient::LookUpLink(std::string_view token) {
  v1::LookUpLinkRequest request;
  request.set_token(token.data(), token.size());
  ASSIGN_OR_RETURN(const auto found, people_.Call(&People::LookUpLink, request));
  return LinkView{{"", found.display_name(), ChannelOf(found.channel()), StandingOf(found.state(), false),
                   found.masked_address()},
                  found.preferences_url()};
}

absl::Status ConsentClient::Unsubscribe(std::string_view token, const Visitor& visitor) {
  v1::UnsubscribeRequest request;
  request.set_token(token.data(), token.size());
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  return people_.Call(&People::Unsubscribe, request).status();
}

absl::StatusOr<PreferencesView> ConsentClient::GetPreferences(std::string_view token) {
  v1::GetPreferencesRequest request;
  request.set_token(token.data(), token.size());
  ASSIGN_OR_RETURN(const auto found, people_.Call(&People::GetPreferences, request));
  PreferencesView view = ViewOf(found);
  v1::GetPauseRequest asked;
  asked.set_token(request.token());
  ASSIGN_OR_RETURN(const auto pause, pauses_.Call(&v1::PauseService::Stub::GetPause, asked));
  if (pause.has_until_time()) view.pause = ToTime(pause.until_time());
  v1::GetOwnLimitRequest chosen;
  chosen.set_token(request.token());
  ASSIGN_OR_RETURN(const auto own, limits_.Call(&v1::OwnLimitService::Stub::GetOwnLimit, chosen));
  view.limit = {own.limit().max_contacts(), own.limit().days()};
  return view;
}

absl::Status ConsentClient::SetPreferences(std::string_view token, const PreferenceChange& change,
                                           const Visitor& visitor) {
  using Kind = PreferenceChange::Kind;
  if (change.kind == Kind::kPause || change.kind == Kind::kEndPause) return SetPause(token, change, visitor);
  if (change.kind == Kind::kLimit) return SetLimit(token, change, visitor);
  if (change.kind == Kind::kErase) return RequestErasure(token);
  v1::SetPreferencesRequest request = RequestOf(change);
  request.set_token(token.data(), token.size());
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  return people_.Call(&People::SetPreferences, request).status();
}

absl::Status ConsentClient::RequestErasure(std::string_view token) {
  v1::RequestOwnErasureRequest request;
  request.set_token(token.data(), token.size());
  request.set_request_id(NewUuid());
  return erasures_.Call(&v1::ErasureService::Stub::RequestOwnErasure, request).status();
}

absl::Status ConsentClient::SetLimit(std::string_view token, const PreferenceChange& change,
                                     const Visitor& visitor) {
  v1::SetOwnLimitRequest request;
  request.set_token(token.data(), token.size());
  if (change.limit != OwnLimit{}) {
    request.mutable_limit()->set_max_contacts(change.limit.contacts);
    request.mutable_limit()->set_days(change.limit.days);
  }
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  return limits_.Call(&v1::OwnLimitService::Stub::SetOwnLimit, request).status();
}

absl::Status ConsentClient::SetPause(std::string_view token, const PreferenceChange& change,
                                     const Visitor& visitor) {
  v1::SetPauseRequest request;
  request.set_token(token.data(), token.size());
  if (change.kind == PreferenceChange::Kind::kPause) {
    *request.mutable_until_time() = ToTimestamp(change.pause_until);
  }
  *request.mutable_circumstances() = CircumstancesOf(visitor);
  request.set_request_id(NewUuid());
  return pauses_.Call(&v1::PauseService::Stub::SetPause, request).status();
}

}  // namespace bestand::gateway
