#pragma once

#include "bestand/scoring/v1/contract_value_service.grpc.pb.h"
#include "common/jobs/jobs.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/contracts/contract_values.h"

namespace bestand::scoring {

// Answers ContractValueService.
class ContractValueApi : public v1::ContractValueService::CallbackService {
 public:
  struct Parts {
    jobs::Jobs& jobs;
    ContractSource& contracts;
    ContractModelStore& models;
    ScoreReader& scores;
    rpc::Runtime& runtime;
  };
  explicit ContractValueApi(const Parts& parts)
      : parts_(parts), values_(parts.contracts, parts.models, parts.scores) {}

  grpc::ServerUnaryReactor* CreateContractFitJob(grpc::CallbackServerContext* context,
                                                 const v1::CreateContractFitJobRequest* request,
                                                 v1::CreateContractFitJobResponse* response) override;
  grpc::ServerUnaryReactor* GetContractFitJob(grpc::CallbackServerContext* context,
                                              const v1::GetContractFitJobRequest* request,
                                              v1::GetContractFitJobResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchContractFitJobResponse>* WatchContractFitJob(
      grpc::CallbackServerContext* context, const v1::WatchContractFitJobRequest* request) override;
  grpc::ServerUnaryReactor* CancelContractFitJob(grpc::CallbackServerContext* context,
                                                 const v1::CancelContractFitJobRequest* request,
                                                 v1::CancelContractFitJobResponse* response) override;
  grpc::ServerUnaryReactor* GetContractModel(grpc::CallbackServerContext* context,
                                             const v1::GetContractModelRequest* request,
                                             v1::GetContractModelResponse* response) override;
  grpc::ServerUnaryReactor* GetContractualValue(grpc::CallbackServerContext* context,
                                                const v1::GetContractualValueRequest* request,
                                                v1::GetContractualValueResponse* response) override;
  grpc::ServerUnaryReactor* GetCustomerValue(grpc::CallbackServerContext* context,
                                             const v1::GetCustomerValueRequest* request,
                                             v1::GetCustomerValueResponse* response) override;

 private:
  const Parts parts_;
  const ContractValues values_;
};

}  // namespace bestand::scoring
