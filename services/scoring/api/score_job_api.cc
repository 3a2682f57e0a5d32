// The part of ScoreApi that is about jobs.

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/scoring/api/checks.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/score_api.h"
#include "services/scoring/api/score_wire.h"
#include "services/scoring/api/watch_job.h"

namespace bestand::scoring {
namespace {

JobName ScoringJobNamed(std::string_view name) { return {name, "scoringJobs/*", kScoringJob}; }

}  // namespace

grpc::ServerUnaryReactor* ScoreApi::CreateScoringJob(grpc::CallbackServerContext* context,
                                                     const v1::CreateScoringJobRequest* request,
                                                     v1::CreateScoringJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        RETURN_IF_ERROR(parts_.models.FindActive().status());
        ASSIGN_OR_RETURN(const jobs::Job job,
                         parts_.jobs.Create({.kind = kScoringJob,
                                             .parameters = Encode(FromWire(call.request.settings())),
                                             .creator = call.caller.name}));
        return ToWire(job, *call.response.mutable_scoring_job());
      });
}

grpc::ServerUnaryReactor* ScoreApi::GetScoringJob(grpc::CallbackServerContext* context,
                                                  const v1::GetScoringJobRequest* request,
                                                  v1::GetScoringJobResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const jobs::Job job, FindJob(parts_.jobs, ScoringJobNamed(call.request.name())));
    return ToWire(job, *call.response.mutable_scoring_job());
  });
}

grpc::ServerWriteReactor<v1::WatchScoringJobResponse>* ScoreApi::WatchScoringJob(
    grpc::CallbackServerContext* context, const v1::WatchScoringJobRequest* request) {
  return rpc::Stream<v1::WatchScoringJobResponse>(
      parts_.runtime, context, request,
      [this](const auto& call, rpc::Writer<v1::WatchScoringJobResponse>& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(jobs::Job job, FindJob(parts_.jobs, ScoringJobNamed(call.request.name())));
        return WatchJob(parts_.jobs, std::move(job), writer, [](const jobs::Job& seen, auto& chunk) {
          return ToWire(seen, *chunk.mutable_scoring_job());
        });
      });
}

grpc::ServerUnaryReactor* ScoreApi::CancelScoringJob(grpc::CallbackServerContext* context,
                                                     const v1::CancelScoringJobRequest* request,
                                                     v1::CancelScoringJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(const jobs::Job job, CancelJob(parts_.jobs, ScoringJobNamed(call.request.name())));
        return ToWire(job, *call.response.mutable_scoring_job());
      });
}

}  // namespace bestand::scoring
