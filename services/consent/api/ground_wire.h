#pragma once

#include "absl/status/status.h"
#include "bestand/consent/v1/ground_service.pb.h"
#include "services/consent/domain/grounds/grounds.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::RecordExistingCustomerBasisRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::RecordPresumedConsentRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::RecordAddressNoticeRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::RecordNumberVerificationRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::RecordListCheckRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::RecordOfflineConsentRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::RecordPhoneUseRequest& request);
absl::Status CheckRequest(const v1::EndGroundRequest& request);
absl::Status CheckRequest(const v1::ListGroundsRequest& request);

// Translate between messages and values. From the wire: only what the checks let through.
ExistingCustomerBasis FromWire(const v1::RecordExistingCustomerBasisRequest& request);
PresumedConsent FromWire(const v1::RecordPresumedConsentRequest& request);
AddressNotice FromWire(const v1::RecordAddressNoticeRequest& request);
NumberVerification FromWire(const v1::RecordNumberVerificationRequest& request);
ListCheck FromWire(const v1::RecordListCheckRequest& request);
OfflineConsent FromWire(const v1::RecordOfflineConsentRequest& request);
v1::Ground ToWire(const Ground& ground);

}  // namespace bestand::consent
