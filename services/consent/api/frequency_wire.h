#pragma once

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "bestand/consent/v1/frequency_service.pb.h"
#include "services/consent/domain/frequency/contact_slots.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::SetFrequencyPolicyRequest& request);
absl::Status CheckRequest(const v1::ReserveContactRequest& request, absl::Time now);
absl::Status CheckRequest(const v1::CommitContactRequest& request);
absl::Status CheckRequest(const v1::ReleaseContactRequest& request);
absl::Status CheckRequest(const v1::PauseContactsRequest& request);

// Translate between messages and values. From the wire: only what the checks let through.
FrequencyPolicy PolicyOf(const v1::FrequencyPolicy& wire);
v1::FrequencyPolicy ToWire(const FrequencyPolicy& policy);
v1::Contact ToWire(const ContactSlot& slot);
v1::ReserveContactResponse ToWire(const Reservation& reservation);

// Returns customer and message of "customers/x/contacts/y".
std::pair<std::string, std::string> PartsOfContactName(const std::string& name);

}  // namespace bestand::consent
