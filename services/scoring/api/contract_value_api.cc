#include "services/scoring/api/contract_value_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/stream.h"
#include "common/validate/names.h"
#include "services/scoring/api/contract_value_wire.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/watch_job.h"

namespace bestand::scoring {
namespace {

JobName JobNamed(std::string_view name) { return {name, "contractFitJobs/*", kContractFitJob}; }

}  // namespace

grpc::ServerUnaryReactor* ContractValueApi::CreateContractFitJob(
    grpc::CallbackServerContext* context, const v1::CreateContractFitJobRequest* request,
    v1::CreateContractFitJobResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(Check(call.request));
                           ASSIGN_OR_RETURN(const jobs::Job job,
                                            parts_.jobs.Create({.kind = kContractFitJob,
                                                                .parameters = Encode(FromWire(call.request)),
                                                                .creator = call.caller.name}));
                           ToWire(job, *call.response.mutable_contract_fit_job());
                           return absl::OkStatus();
                         });
}

grpc::ServerUnaryReactor* ContractValueApi::GetContractFitJob(grpc::CallbackServerContext* context,
                                                              const v1::GetContractFitJobRequest* request,
                                                              v1::GetContractFitJobResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const jobs::Job job, FindJob(parts_.jobs, JobNamed(call.request.name())));
    ToWire(job, *call.response.mutable_contract_fit_job());
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::WatchContractFitJobResponse>* ContractValueApi::WatchContractFitJob(
    grpc::CallbackServerContext* context, const v1::WatchContractFitJobRequest* request) {
  return rpc::Stream<v1::WatchContractFitJobResponse>(
      parts_.runtime, context, request,
      [this](const auto& call, rpc::Writer<v1::WatchContractFitJobResponse>& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(jobs::Job job, FindJob(parts_.jobs, JobNamed(call.request.name())));
        return WatchJob(parts_.jobs, std::move(job), writer, [](const jobs::Job& seen, auto& chunk) {
          ToWire(seen, *chunk.mutable_contract_fit_job());
          return absl::OkStatus();
        });
      });
}

grpc::ServerUnaryReactor* ContractValueApi::CancelContractFitJob(
    grpc::CallbackServerContext* context, const v1::CancelContractFitJobRequest* request,
    v1::CancelContractFitJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(const jobs::Job job, CancelJob(parts_.jobs, JobNamed(call.request.name())));
        ToWire(job, *call.response.mutable_contract_fit_job());
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ContractValueApi::GetContractModel(grpc::CallbackServerContext* context,
                                                             const v1::GetContractModelRequest* request,
                                                             v1::GetContractModelResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const ContractModel model, parts_.models.FindNewest());
    ToWire(model, call.response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ContractValueApi::GetContractualValue(grpc::CallbackServerContext* context,
                                                                const v1::GetContractualValueRequest* request,
                                                                v1::GetContractualValueResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const ContractualValue value,
                     values_.ValueOf(CustomerIdOf(call.request.customer()), FromWire(call.request)));
    ToWire(value, call.response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ContractValueApi::GetCustomerValue(grpc::CallbackServerContext* context,
                                                             const v1::GetCustomerValueRequest* request,
                                                             v1::GetCustomerValueResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const CustomerValueParts parts, values_.PartsOf(CustomerIdOf(call.request.customer())));
    ToWire(parts, call.response);
    return absl::OkStatus();
  });
}

}  // namespace bestand::scoring
