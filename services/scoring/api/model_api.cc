#include "services/scoring/api/model_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/stream.h"
#include "common/validate/names.h"
#include "services/scoring/api/checks.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/model_wire.h"
#include "services/scoring/api/watch_job.h"

namespace bestand::scoring {
namespace {

JobName FitJobNamed(std::string_view name) { return {name, "fitJobs/*", kFitJob}; }

}  // namespace

grpc::ServerUnaryReactor* ModelApi::CreateFitJob(grpc::CallbackServerContext* context,
                                                 const v1::CreateFitJobRequest* request,
                                                 v1::CreateFitJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(const jobs::Job job,
                         parts_.jobs.Create({.kind = kFitJob,
                                             .parameters = Encode(FromWire(call.request.fit())),
                                             .creator = call.caller.name}));
        return ToWire(job, *call.response.mutable_fit_job());
      });
}

grpc::ServerUnaryReactor* ModelApi::GetFitJob(grpc::CallbackServerContext* context,
                                              const v1::GetFitJobRequest* request,
                                              v1::GetFitJobResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const jobs::Job job, FindJob(parts_.jobs, FitJobNamed(call.request.name())));
    return ToWire(job, *call.response.mutable_fit_job());
  });
}

grpc::ServerWriteReactor<v1::WatchFitJobResponse>* ModelApi::WatchFitJob(
    grpc::CallbackServerContext* context, const v1::WatchFitJobRequest* request) {
  return rpc::Stream<v1::WatchFitJobResponse>(
      parts_.runtime, context, request,
      [this](const auto& call, rpc::Writer<v1::WatchFitJobResponse>& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(jobs::Job job, FindJob(parts_.jobs, FitJobNamed(call.request.name())));
        return WatchJob(parts_.jobs, std::move(job), writer, [](const jobs::Job& seen, auto& chunk) {
          return ToWire(seen, *chunk.mutable_fit_job());
        });
      });
}

grpc::ServerUnaryReactor* ModelApi::CancelFitJob(grpc::CallbackServerContext* context,
                                                 const v1::CancelFitJobRequest* request,
                                                 v1::CancelFitJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(const jobs::Job job, CancelJob(parts_.jobs, FitJobNamed(call.request.name())));
        return ToWire(job, *call.response.mutable_fit_job());
      });
}

grpc::ServerUnaryReactor* ModelApi::ListModels(grpc::CallbackServerContext* context,
                                               const v1::ListModelsRequest* request,
                                               v1::ListModelsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return FillPage(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* ModelApi::GetModel(grpc::CallbackServerContext* context,
                                             const v1::GetModelRequest* request,
                                             v1::GetModelResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    const std::string id = IdOf(call.request.name(), "models/*").value_or("");
    ASSIGN_OR_RETURN(const auto model, id == "active" ? parts_.models.FindActive() : parts_.models.Find(id));
    *call.response.mutable_model() = ToWire(*model);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ModelApi::PromoteModel(grpc::CallbackServerContext* context,
                                                 const v1::PromoteModelRequest* request,
                                                 v1::PromoteModelResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(Check(call.request));
                           const std::string id = IdOf(call.request.name(), "models/*").value_or("");
                           RETURN_IF_ERROR(parts_.models.Activate(id));
                           ASSIGN_OR_RETURN(const auto model, parts_.models.Find(id));
                           *call.response.mutable_model() = ToWire(*model);
                           return absl::OkStatus();
                         });
}

absl::Status ModelApi::FillPage(const v1::ListModelsRequest& request,
                                v1::ListModelsResponse& response) const {
  ASSIGN_OR_RETURN(const std::string after, parts_.page_tokens.LastKey(request));
  const int size = rpc::PageSizeOf(request.page_size());
  ASSIGN_OR_RETURN(auto models, parts_.models.List(size + 1, after));
  const bool more = models.size() > static_cast<size_t>(size);
  if (more) models.pop_back();
  for (const FittedModel& model : models) *response.add_models() = ToWire(model);
  if (more) response.set_next_page_token(parts_.page_tokens.Make(models.back().id, request));
  return absl::OkStatus();
}

}  // namespace bestand::scoring
