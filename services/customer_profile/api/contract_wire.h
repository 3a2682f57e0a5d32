#pragma once

#include "absl/status/statusor.h"
#include "bestand/customer_profile/v1/contract_service.pb.h"
#include "services/customer_profile/domain/contract.h"

namespace bestand::customer_profile {

// Each fails with FIELD_INVALID naming everything that is wrong with the request.
absl::Status CheckRequest(const v1::RecordContractRequest& request);
absl::Status CheckRequest(const v1::EndContractRequest& request);
absl::Status CheckRequest(const v1::ListContractsRequest& request);
absl::Status CheckRequest(const v1::StreamContractsRequest& request);

// Read requests that were checked.
absl::StatusOr<Contract> FromWire(const v1::Contract& wire);
ContractEnd FromWire(const v1::EndContractRequest& wire);
ContractOrder FromWire(const v1::StreamContractsRequest& wire);

void ToWire(const Contract& contract, v1::Contract& wire);

// Adds a row to the columns.
void Append(const Contract& contract, v1::StreamContractsResponse& chunk);

}  // namespace bestand::customer_profile
