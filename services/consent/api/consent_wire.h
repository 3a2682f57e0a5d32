#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bestand/consent/v1/consent_service.pb.h"
#include "services/consent/domain/contact_checks.h"
#include "services/consent/domain/opt_ins.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Translate between messages and values. From the wire: only what the checks let through.

std::optional<Channel> ChannelOf(v1::Channel channel);  // nothing for unspecified
v1::Channel ToWire(Channel channel);
v1::Channel ToWire(const std::optional<Channel>& channel);
MessageClass ClassOf(v1::MessageClass message_class);
v1::MessageClass ToWire(MessageClass message_class);
v1::ConsentState ToWire(ConsentState state);

Circumstances CircumstancesOf(const v1::Circumstances& circumstances);
OptInRequest OptInOf(const v1::RequestOptInRequest& request);
ContactQuery QueryOf(const v1::CheckContactRequest& request);
ConsentKey KeyOf(const v1::WithdrawConsentRequest& request);
AddressablePage PageOf(const v1::StreamAddressableCustomersRequest& request, int limit);
// `last_key` is the last log index of the page before, or empty.
EventPage PageAfter(const v1::ListConsentEventsRequest& request, const std::string& last_key, int limit);

// Returns customer and consent of "customers/x/consents/y".
std::pair<std::string, std::string> PartsOfConsentName(const std::string& name);

// The address is masked.
v1::Consent ToWire(const Consent& consent, absl::Time now);
v1::ConsentEvent ToWire(const RecordedEvent& event);
v1::CheckContactResponse ToWire(const ContactVerdict& verdict);

// Returns "purposes/x/wordings/3"; "" for version 0.
std::string WordingName(std::string_view purpose, int version);

}  // namespace bestand::consent
