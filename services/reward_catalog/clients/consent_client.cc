#include "services/reward_catalog/clients/consent_client.h"

#include "common/validate/names.h"
#include "services/reward_catalog/clients/upstream.h"

namespace bestand::reward_catalog {

namespace wire = consent::v1;

absl::StatusOr<ContactAnswer> ConsentClient::Check(std::string_view customer_id,
                                                   std::string_view purpose_id) {
  wire::CheckContactRequest request;
  request.set_customer(CustomerName(customer_id));
  request.set_channel(wire::CHANNEL_EMAIL);
  request.set_message_class(wire::MESSAGE_CLASS_MARKETING);
  request.set_purpose("purposes/" + std::string(purpose_id));
  const auto answer = consents_.Call(&wire::ConsentService::Stub::CheckContact, request);
  if (!answer.ok()) return AsTold(answer.status(), "consent");
  return ContactAnswer{answer->allowed(), answer->reason(), answer->needed_action()};
}

}  // namespace bestand::reward_catalog
