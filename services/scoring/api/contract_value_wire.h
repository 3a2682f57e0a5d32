#pragma once

#include "bestand/scoring/v1/contract_value_service.pb.h"
#include "common/jobs/job.h"
#include "services/scoring/work/contracts/contract_fit_work.h"
#include "services/scoring/work/contracts/contract_values.h"

namespace bestand::scoring {

// Each fails with FIELD_INVALID naming everything that is wrong with the request.
absl::Status Check(const v1::CreateContractFitJobRequest& request);
absl::Status Check(const v1::GetContractFitJobRequest& request);
absl::Status Check(const v1::WatchContractFitJobRequest& request);
absl::Status Check(const v1::CancelContractFitJobRequest& request);
absl::Status Check(const v1::GetContractualValueRequest& request);
absl::Status Check(const v1::GetCustomerValueRequest& request);

// Read requests that were checked.
ContractFitRequest FromWire(const v1::CreateContractFitJobRequest& request);
ContractTermsAsked FromWire(const v1::GetContractualValueRequest& request);

void ToWire(const jobs::Job& job, v1::ContractFitJob& wire);
void ToWire(const ContractModel& model, v1::GetContractModelResponse& wire);
void ToWire(const ContractualValue& value, v1::GetContractualValueResponse& wire);
void ToWire(const CustomerValueParts& parts, v1::GetCustomerValueResponse& wire);

}  // namespace bestand::scoring
