#pragma once

#include "bestand/customer_profile/v1/contract_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/contracts/contract_source.h"

namespace bestand::scoring {

// Asks customer-profile for contracts. Threads may share it.
class ContractClient : public ContractSource {
 public:
  explicit ContractClient(const rpc::Remote& remote) : contracts_(remote) {}

  absl::Status StreamTerms(absl::FunctionRef<absl::Status(std::span<const ContractTerm>)> take) override;
  absl::StatusOr<OwnContracts> ContractsOf(std::string_view customer_id) override;

 private:
  rpc::Client<customer_profile::v1::ContractService> contracts_;
};

// Fails with INTERNAL_ERROR when the columns differ in length.
absl::StatusOr<std::vector<ContractTerm>> FromWire(
    const customer_profile::v1::StreamContractsResponse& chunk);
absl::StatusOr<OwnContracts> FromWire(const customer_profile::v1::ListContractsResponse& response);

}  // namespace bestand::scoring
