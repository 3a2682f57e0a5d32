#pragma once

#include "bestand/customer_profile/v1/contract_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "services/customer_profile/domain/contract.h"

namespace bestand::customer_profile {

// The RPCs of ContractService; what they promise stands in the proto. Threads may share it.
class ContractApi final : public v1::ContractService::CallbackService {
 public:
  ContractApi(ContractStore& contracts, rpc::Runtime& runtime) : contracts_(contracts), runtime_(runtime) {}

  grpc::ServerUnaryReactor* RecordContract(grpc::CallbackServerContext* context,
                                           const v1::RecordContractRequest* request,
                                           v1::RecordContractResponse* response) override;
  grpc::ServerUnaryReactor* EndContract(grpc::CallbackServerContext* context,
                                        const v1::EndContractRequest* request,
                                        v1::EndContractResponse* response) override;
  grpc::ServerUnaryReactor* ListContracts(grpc::CallbackServerContext* context,
                                          const v1::ListContractsRequest* request,
                                          v1::ListContractsResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamContractsResponse>* StreamContracts(
      grpc::CallbackServerContext* context, const v1::StreamContractsRequest* request) override;

 private:
  absl::Status Stream(const v1::StreamContractsRequest& request,
                      rpc::Writer<v1::StreamContractsResponse>& writer);

  ContractStore& contracts_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
