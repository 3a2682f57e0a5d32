#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "bestand/customer_profile/v1/history_service.pb.h"
#include "services/customer_profile/domain/history.h"

namespace bestand::customer_profile {

// FIELD_INVALID naming all that is wrong, or OK. `latest` is the end of time for what happened.
absl::Status CheckRequest(const v1::RecordInteractionRequest& request, absl::Time latest);
absl::Status CheckRequest(const v1::RecordGiftRequest& request, absl::Time latest);
absl::Status CheckRequest(const v1::RecordComplaintRequest& request, absl::Time latest);
absl::Status CheckRequest(const v1::ResolveComplaintRequest& request);
absl::Status CheckRequest(const v1::ListTimelineRequest& request);
absl::Status CheckRequest(const v1::GetLastContactRequest& request);
absl::Status CheckRequest(const v1::ListNotContactedSinceRequest& request);
absl::Status CheckRequest(const v1::GetGiftContextRequest& request);

// For requests that were checked. `now` stands for a time that is not set. Each gets a new id.
Interaction FromWire(const v1::Interaction& wire, absl::Time now);
Gift FromWire(const v1::Gift& wire, absl::Time now);
Complaint FromWire(const v1::Complaint& wire, absl::Time now);

// The second parts of customers/{customer}/complaints/{complaint}.
std::string ComplaintIdOf(std::string_view name);
// The customer's id of any name below customers/{customer}/.
std::string OwnerOf(std::string_view name);

void ToWire(std::string_view customer_id, const Interaction& interaction, v1::Interaction& wire);
void ToWire(std::string_view customer_id, const Gift& gift, v1::Gift& wire);
void ToWire(std::string_view customer_id, const Complaint& complaint, v1::Complaint& wire);
void ToWire(std::string_view customer_id, const LastContact& contact, v1::GetLastContactResponse& wire);
void ToWire(std::string_view customer_id, const GiftContext& context, v1::GetGiftContextResponse& wire);
void ToWire(const Preference& preference, v1::Preference& wire);
void ToWire(const SilentCustomer& silent, v1::SilentCustomer& wire);

}  // namespace bestand::customer_profile
