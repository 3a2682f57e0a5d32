#pragma once

#include "bestand/consent/v1/consent_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/reward_catalog/domain/sources.h"

namespace bestand::reward_catalog {

// Asks the consent service. Threads may share it.
class ConsentClient : public ContactGate {
 public:
  explicit ConsentClient(const rpc::Remote& remote) : consents_(remote) {}

  absl::StatusOr<ContactAnswer> Check(std::string_view customer_id, std::string_view purpose_id) override;

 private:
  rpc::Client<consent::v1::ConsentService> consents_;
};

}  // namespace bestand::reward_catalog
