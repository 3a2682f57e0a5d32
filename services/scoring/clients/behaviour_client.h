#pragma once

#include "bestand/customer_profile/v1/behaviour_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/behaviour_source.h"

namespace bestand::scoring {

// Asks customer-profile how customers behave. Threads may share it.
class BehaviourClient : public BehaviourSource {
 public:
  explicit BehaviourClient(const rpc::Remote& remote) : client_(remote) {}

  absl::StatusOr<std::vector<Behaviour>> FindBehaviours(std::span<const std::string> customer_ids,
                                                        std::optional<int32_t> as_of_day) override;
  absl::Status StreamBehaviours(const BehaviourQuery& query,
                                absl::FunctionRef<absl::Status(const BehaviourChunk&)> take) override;

 private:
  rpc::Client<customer_profile::v1::BehaviourService> client_;
};

// Fails with INTERNAL_ERROR when the columns differ in length.
absl::StatusOr<BehaviourChunk> FromWire(const customer_profile::v1::BehaviourColumns& columns);

}  // namespace bestand::scoring
