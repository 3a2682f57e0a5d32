#pragma once

#include "absl/status/status.h"
#include "bestand/consent/v1/erasure_service.pb.h"
#include "common/validate/names.h"
#include "services/consent/domain/erasure/erasure.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::RequestErasureRequest& request);
absl::Status CheckRequest(const v1::RequestOwnErasureRequest& request);
absl::Status CheckRequest(const v1::CancelErasureRequest& request);
absl::Status CheckRequest(const v1::ConfirmErasureRequest& request);
absl::Status CheckRequest(const v1::GetErasureRequest& request);
absl::Status CheckRequest(const v1::SetLegalHoldRequest& request);
absl::Status CheckRequest(const v1::LiftLegalHoldRequest& request);

v1::Erasure ToWire(const Erasure& erasure);

// Say what goes and what stays.
std::vector<v1::PersonalItem> GoesOf(const PersonalCounts& counts);
std::vector<v1::KeptItem> StaysOf();

template <typename Response>
void SetPlan(const PersonalCounts& counts, Response& response) {
  for (const v1::PersonalItem& item : GoesOf(counts)) *response.add_goes() = item;
  for (const v1::KeptItem& item : StaysOf()) *response.add_stays() = item;
}

template <typename Request>
HoldChange HoldChangeOf(const Request& request) {
  return {CustomerIdOf(request.customer()), request.reason(), request.author()};
}

}  // namespace bestand::consent
