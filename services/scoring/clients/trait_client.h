#pragma once

#include "bestand/customer_profile/v1/customer_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/traits.h"

namespace bestand::scoring {

// Asks customer-profile for the traits of customers. Threads may share it.
class TraitClient : public TraitSource {
 public:
  explicit TraitClient(const rpc::Remote& remote) : client_(remote) {}

  absl::StatusOr<std::vector<Traits>> FindTraits(std::span<const std::string> customer_ids) override;

 private:
  rpc::Client<customer_profile::v1::CustomerService> client_;
};

// Returns what a customer has of them.
Traits TraitsOf(const customer_profile::v1::Customer& customer);

}  // namespace bestand::scoring
