#pragma once

#include "absl/status/status.h"
#include "bestand/consent/v1/consent_service.pb.h"
#include "bestand/consent/v1/evidence_service.pb.h"
#include "bestand/consent/v1/opt_in_report_service.pb.h"
#include "bestand/consent/v1/purpose_service.pb.h"
#include "bestand/consent/v1/rule_service.pb.h"
#include "common/validate/violations.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Longer than any token of ours.
inline constexpr size_t kMostToken = 400;
// 32 bytes in base64.
inline constexpr size_t kHandleLetters = 43;

// Adds what is wrong with circumstances.
void Check(Violations& found, const v1::Circumstances& circumstances);
// Adds what is wrong with 1 to 20 names of different purposes.
void CheckPurposes(Violations& found, const google::protobuf::RepeatedPtrField<std::string>& purposes);
// Adds a language that no wording is in; empty is fine.
void CheckLanguage(Violations& found, std::string_view language);

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::RequestOptInRequest& request);
absl::Status CheckRequest(const v1::ConfirmOptInRequest& request);
absl::Status CheckRequest(const v1::WithdrawConsentRequest& request);
absl::Status CheckRequest(const v1::RecordObjectionRequest& request);
absl::Status CheckRequest(const v1::LiftObjectionRequest& request);
absl::Status CheckRequest(const v1::CheckContactRequest& request, absl::Time now);
// Only the batch; each check answers for itself.
absl::Status CheckRequest(const v1::BatchCheckContactsRequest& request);
absl::Status CheckRequest(const v1::GetConsentRequest& request);
absl::Status CheckRequest(const v1::ListConsentsRequest& request);
absl::Status CheckRequest(const v1::ListConsentEventsRequest& request);
absl::Status CheckRequest(const v1::StreamAddressableCustomersRequest& request);
absl::Status CheckRequest(const v1::ExportDecisionTableRequest& request);

absl::Status CheckRequest(const v1::GetEvidenceRequest& request);

absl::Status CheckRequest(const v1::CreatePurposeRequest& request);
absl::Status CheckRequest(const v1::GetPurposeRequest& request);
absl::Status CheckRequest(const v1::CreateWordingRequest& request);
absl::Status CheckRequest(const v1::ListWordingsRequest& request);
absl::Status CheckRequest(const v1::SetTemplateRequest& request);
absl::Status CheckRequest(const v1::ApproveTemplateRequest& request);
absl::Status CheckRequest(const v1::GetTemplateRequest& request);

absl::Status CheckRequest(const v1::QueryOptInRateRequest& request);

absl::Status CheckRequest(const v1::GetRuleSetRequest& request);

}  // namespace bestand::consent
