#include "services/consent/api/imports/import_wire.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "common/validate/names.h"
#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_wire.h"
#include "services/consent/api/purpose_wire.h"
#include "services/consent/api/typed_address.h"

namespace bestand::consent {
namespace {

constexpr int kMostRows = 500;
constexpr int kMostRejected = 50'000;
constexpr size_t kMostSource = 64;
constexpr size_t kMostId = 100;
constexpr size_t kMostText = 500;
constexpr size_t kMostWording = 5000;
constexpr size_t kMostIpAddress = 45;

std::optional<absl::Time> MaybeTime(bool set, const google::protobuf::Timestamp& time) {
  return set ? std::optional(ToTime(time)) : std::nullopt;
}

void CheckTexts(Violations& found, const v1::ImportedConsent& row) {
  const std::tuple<const char*, const std::string&, size_t> texts[] = {
      {"origin", row.origin(), kMostText},
      {"request_ip_address", row.request_ip_address(), kMostIpAddress},
      {"user_agent", row.user_agent(), kMostText},
      {"message_id", row.message_id(), kMostText},
      {"confirm_ip_address", row.confirm_ip_address(), kMostIpAddress},
      {"document", row.document(), kMostText}};
  for (const auto& [field, text, most] : texts) found.UnlessText(field, text, most);
  found.UnlessLines("wording_text", row.wording_text(), kMostWording);
}

void CheckTimes(Violations& found, const v1::ImportedConsent& row) {
  if (row.has_request_time()) found.UnlessTime("request_time", row.request_time());
  if (row.has_mail_time()) found.UnlessTime("mail_time", row.mail_time());
  if (row.has_confirm_time()) found.UnlessTime("confirm_time", row.confirm_time());
}

}  // namespace

absl::Status CheckFirst(const v1::ImportConsentsRequest& request) {
  Violations found;
  found.UnlessRequiredText("source", request.source(), kMostSource);
  return found.ToStatus();
}

absl::Status CheckChunk(const v1::ImportConsentsRequest& request) {
  Violations found;
  found.UnlessAtMost("consents", request.consents_size(), kMostRows);
  return found.ToStatus();
}

absl::Status CheckRequest(const v1::ListUnprovenConsentsRequest& request) {
  Violations found;
  found.UnlessName("purpose", request.purpose(), "purposes/*");
  found.Unless(v1::Channel_IsValid(request.channel()), "channel", "must be a channel this version knows");
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

std::string ProblemOf(const v1::ImportedConsent& row) {
  Violations found;
  found.UnlessRequiredText("external_id", row.external_id(), kMostId);
  found.UnlessName("customer", row.customer(), "customers/*");
  found.UnlessName("purpose", row.purpose(), "purposes/*");
  found.Unless(v1::Channel_IsValid(row.channel()), "channel", "must be a channel this version knows");
  if (!row.email_address().empty()) UnlessAddress(found, row.email_address());
  CheckTexts(found, row);
  CheckTimes(found, row);
  std::string problem;
  for (const FieldViolation& violation : ViolationsOf(found.ToStatus())) {
    absl::StrAppend(&problem, problem.empty() ? "" : "; ", violation.field, " ", violation.description);
  }
  return problem;
}

ImportedConsent FromWire(const v1::ImportedConsent& row) {
  ImportedConsent consent;
  consent.external_id = row.external_id();
  consent.key = {CustomerIdOf(row.customer()), ChannelOf(row.channel()).value_or(Channel::kEmail),
                 PurposeIdOf(row.purpose())};
  consent.address = AddressOf(row.email_address());
  consent.wording_text = row.wording_text();
  consent.origin = row.origin();
  consent.request_time = MaybeTime(row.has_request_time(), row.request_time());
  consent.request_ip_address = row.request_ip_address();
  consent.user_agent = row.user_agent();
  consent.message_id = row.message_id();
  consent.mail_time = MaybeTime(row.has_mail_time(), row.mail_time());
  consent.confirm_time = MaybeTime(row.has_confirm_time(), row.confirm_time());
  consent.confirm_ip_address = row.confirm_ip_address();
  consent.document = row.document();
  return consent;
}

v1::UnprovenConsent ToWire(const UnprovenConsent& consent) {
  v1::UnprovenConsent wire;
  wire.set_customer(CustomerName(consent.customer));
  wire.set_source(consent.source);
  wire.set_external_id(consent.external_id);
  wire.mutable_missing_evidence()->Assign(consent.missing.begin(), consent.missing.end());
  *wire.mutable_import_time() = ToTimestamp(consent.import_time);
  return wire;
}

void ImportTally::Add(const ImportOutcome& outcome) {
  using Kind = ImportOutcome::Kind;
  response_.set_row_count(response_.row_count() + 1);
  if (outcome.kind == Kind::kProven) response_.set_proven_count(response_.proven_count() + 1);
  if (outcome.kind == Kind::kUnproven) response_.set_unproven_count(response_.unproven_count() + 1);
  if (outcome.kind == Kind::kUnchanged) response_.set_unchanged_count(response_.unchanged_count() + 1);
  for (const std::string& field : outcome.missing) ++missing_[field];
  if (outcome.kind != Kind::kRejected) return;
  response_.set_rejected_count(response_.rejected_count() + 1);
  if (response_.rejected_size() >= kMostRejected) return;
  v1::RejectedConsent& rejected = *response_.add_rejected();
  rejected.set_row(response_.row_count());
  rejected.set_reason(outcome.reason.substr(0, 200));
}

void ImportTally::Finish() {
  std::vector<std::pair<int64_t, std::string>> most_first;
  for (const auto& [field, count] : missing_) most_first.emplace_back(-count, field);
  std::ranges::sort(most_first);
  for (const auto& [count, field] : most_first) {
    v1::MissingEvidence& missing = *response_.add_missing_evidence();
    missing.set_field(field);
    missing.set_count(-count);
  }
}

}  // namespace bestand::consent
