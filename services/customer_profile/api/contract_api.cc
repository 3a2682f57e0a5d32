#include "services/customer_profile/api/contract_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/validate/names.h"
#include "services/customer_profile/api/contract_wire.h"

namespace bestand::customer_profile {
namespace {

constexpr int kChunk = 1000;

}  // namespace

grpc::ServerUnaryReactor* ContractApi::RecordContract(grpc::CallbackServerContext* context,
                                                      const v1::RecordContractRequest* request,
                                                      v1::RecordContractResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Contract contract, FromWire(call.request.contract()));
    ASSIGN_OR_RETURN(const RecordedContract recorded, contracts_.Record(contract));
    call.response.set_created(recorded.created);
    ToWire(recorded.contract, *call.response.mutable_contract());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ContractApi::EndContract(grpc::CallbackServerContext* context,
                                                   const v1::EndContractRequest* request,
                                                   v1::EndContractResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Contract contract, contracts_.End(FromWire(call.request)));
    ToWire(contract, *call.response.mutable_contract());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ContractApi::ListContracts(grpc::CallbackServerContext* context,
                                                     const v1::ListContractsRequest* request,
                                                     v1::ListContractsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const auto contracts, contracts_.List(CustomerIdOf(call.request.customer())));
    for (const Contract& contract : contracts) ToWire(contract, *call.response.add_contracts());
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::StreamContractsResponse>* ContractApi::StreamContracts(
    grpc::CallbackServerContext* context, const v1::StreamContractsRequest* request) {
  return rpc::Stream<v1::StreamContractsResponse>(runtime_, context, request,
                                                  [this](const auto& call, auto& writer) -> absl::Status {
                                                    RETURN_IF_ERROR(CheckRequest(call.request));
                                                    return Stream(call.request, writer);
                                                  });
}

absl::Status ContractApi::Stream(const v1::StreamContractsRequest& request,
                                 rpc::Writer<v1::StreamContractsResponse>& writer) {
  v1::StreamContractsResponse chunk;
  const auto send = [&]() -> absl::Status {
    if (!writer.Write(chunk)) return absl::CancelledError("The caller has gone.");
    chunk.Clear();
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(contracts_.Stream(FromWire(request), [&](const Contract& contract) -> absl::Status {
    Append(contract, chunk);
    return chunk.customer_ids_size() < kChunk ? absl::OkStatus() : send();
  }));
  return chunk.customer_ids_size() == 0 ? absl::OkStatus() : send();
}

}  // namespace bestand::customer_profile
