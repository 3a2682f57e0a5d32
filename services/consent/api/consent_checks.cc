#include "services/consent/api/consent_checks.h"

#include <set>
#include <string>

#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/typed_address.h"

namespace bestand::consent {
namespace {

constexpr int kMostPurposes = 20;
constexpr size_t kMostOrigin = 500;
constexpr size_t kMostIpAddress = 45;
constexpr size_t kMostCampaign = 100;

void CheckMoment(Violations& found, const v1::CheckContactRequest& request, absl::Time now) {
  found.UnlessTime("at_time", request.at_time());
  found.Unless(ToTime(request.at_time()) <= now, "at_time", "lies in the future; leave it out for now");
  found.Unless(request.message_class() != v1::MESSAGE_CLASS_DOI_CONFIRM, "at_time",
               "cannot be answered for DOI_CONFIRM, whose mail limits are not kept that long");
}

// Channel 0 stands for all.
bool IsChannelOrNone(int channel) { return v1::Channel_IsValid(channel); }

}  // namespace

void Check(Violations& found, const v1::Circumstances& circumstances) {
  found.UnlessText("circumstances.origin", circumstances.origin(), kMostOrigin);
  found.UnlessText("circumstances.ip_address", circumstances.ip_address(), kMostIpAddress);
  found.UnlessText("circumstances.user_agent", circumstances.user_agent(), kMostOrigin);
  found.UnlessText("circumstances.campaign", circumstances.campaign(), kMostCampaign);
  found.UnlessText("circumstances.boxes", circumstances.boxes(), kMostOrigin);
}

void CheckLanguage(Violations& found, std::string_view language) {
  found.Unless(language.empty() || language == "de" || language == "en", "language_code", "must be de or en");
}

void CheckPurposes(Violations& found, const google::protobuf::RepeatedPtrField<std::string>& purposes) {
  found.UnlessBatch("purposes", purposes.size(), kMostPurposes);
  std::set<std::string> seen;
  for (int i = 0; i < purposes.size(); ++i) {
    const std::string field = Indexed("purposes", i);
    found.UnlessName(field, purposes[i], "purposes/*");
    found.Unless(seen.insert(purposes[i]).second, field, "is asked for twice; name it once");
  }
}

absl::Status CheckRequest(const v1::RequestOptInRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  UnlessAddress(found, request.email_address());
  CheckPurposes(found, request.purposes());
  CheckLanguage(found, request.language_code());
  found.Unless(IsChannelOrNone(request.channel()), "channel", "is not a channel that this version knows");
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ConfirmOptInRequest& request) {
  Violations found;
  found.UnlessRequiredText("token", request.token(), kMostToken);
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::WithdrawConsentRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessKnown("channel", request.channel(), &v1::Channel_IsValid);
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::RecordObjectionRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.Unless(IsChannelOrNone(request.channel()), "channel", "is not a channel that this version knows");
  Check(found, request.circumstances());
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::LiftObjectionRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.Unless(IsChannelOrNone(request.channel()), "channel", "is not a channel that this version knows");
  found.UnlessRequiredText("reason", request.reason(), kMostOrigin);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::CheckContactRequest& request, absl::Time now) {
  const bool advertising = request.message_class() == v1::MESSAGE_CLASS_MARKETING ||
                           request.message_class() == v1::MESSAGE_CLASS_SURVEY;
  const bool confirmation = request.message_class() == v1::MESSAGE_CLASS_DOI_CONFIRM;
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  found.UnlessKnown("channel", request.channel(), &v1::Channel_IsValid);
  found.UnlessKnown("message_class", request.message_class(), &v1::MessageClass_IsValid);
  if (advertising || confirmation) {
    found.UnlessName("purpose", request.purpose(), "purposes/*");
  } else {
    found.UnlessNameOrEmpty("purpose", request.purpose(), "purposes/*");
  }
  if (advertising) {
    found.UnlessNameOrEmpty("template", request.template_(), "templates/*");
  } else {
    found.UnlessName("template", request.template_(), "templates/*");
  }
  if (request.has_at_time()) CheckMoment(found, request, now);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::BatchCheckContactsRequest& request) {
  Violations found;
  found.UnlessBatch("checks", request.checks_size());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetConsentRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*/consents/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetEvidenceRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "customers/*/consents/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListConsentsRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListConsentEventsRequest& request) {
  Violations found;
  found.UnlessName("parent", request.parent(), "customers/*");
  found.UnlessPageSize(request.page_size());
  found.UnlessText("page_token", request.page_token());
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::StreamAddressableCustomersRequest& request) {
  const bool electronic = request.channel() == v1::CHANNEL_EMAIL || request.channel() == v1::CHANNEL_SMS ||
                          request.channel() == v1::CHANNEL_PUSH;
  Violations found;
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  found.Unless(electronic, "channel", "must be EMAIL, SMS or PUSH");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ExportDecisionTableRequest& request) {
  Violations found;
  found.UnlessNameOrEmpty("rule_set", request.rule_set(), "ruleSets/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::GetRuleSetRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), "ruleSets/*");
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::QueryOptInRateRequest& request) {
  Violations found;
  found.UnlessNameOrEmpty("purpose", request.purpose(), "purposes/*");
  found.Unless(IsChannelOrNone(request.channel()), "channel", "is not a channel that this version knows");
  return found.ToStatus();
}

}  // namespace bestand::consent
