#include "services/scoring/api/segments/segment_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/scoring/api/job_wire.h"
#include "services/scoring/api/segments/segment_checks.h"
#include "services/scoring/api/segments/segment_wire.h"
#include "services/scoring/api/watch_job.h"

namespace bestand::scoring {
namespace {

JobName SegmentJobNamed(std::string_view name) { return {name, "segmentJobs/*", kSegmentJob}; }

SegmentRequest FromWire(const v1::CreateSegmentJobRequest& request) {
  if (request.segment_count() == 0) return {};
  return {request.segment_count()};
}

}  // namespace

grpc::ServerUnaryReactor* SegmentApi::CreateSegmentJob(grpc::CallbackServerContext* context,
                                                       const v1::CreateSegmentJobRequest* request,
                                                       v1::CreateSegmentJobResponse* response) {
  return rpc::AnswerOnce(parts_.runtime, context, request, response,
                         [this](const auto& call) -> absl::Status {
                           RETURN_IF_ERROR(Check(call.request));
                           RETURN_IF_ERROR(parts_.scores.Published().status());
                           ASSIGN_OR_RETURN(const jobs::Job job,
                                            parts_.jobs.Create({.kind = kSegmentJob,
                                                                .parameters = Encode(FromWire(call.request)),
                                                                .creator = call.caller.name}));
                           return ToWire(job, *call.response.mutable_segment_job());
                         });
}

grpc::ServerUnaryReactor* SegmentApi::GetSegmentJob(grpc::CallbackServerContext* context,
                                                    const v1::GetSegmentJobRequest* request,
                                                    v1::GetSegmentJobResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const jobs::Job job, FindJob(parts_.jobs, SegmentJobNamed(call.request.name())));
    return ToWire(job, *call.response.mutable_segment_job());
  });
}

grpc::ServerWriteReactor<v1::WatchSegmentJobResponse>* SegmentApi::WatchSegmentJob(
    grpc::CallbackServerContext* context, const v1::WatchSegmentJobRequest* request) {
  return rpc::Stream<v1::WatchSegmentJobResponse>(
      parts_.runtime, context, request,
      [this](const auto& call, rpc::Writer<v1::WatchSegmentJobResponse>& writer) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(jobs::Job job, FindJob(parts_.jobs, SegmentJobNamed(call.request.name())));
        return WatchJob(parts_.jobs, std::move(job), writer, [](const jobs::Job& seen, auto& chunk) {
          return ToWire(seen, *chunk.mutable_segment_job());
        });
      });
}

grpc::ServerUnaryReactor* SegmentApi::CancelSegmentJob(grpc::CallbackServerContext* context,
                                                       const v1::CancelSegmentJobRequest* request,
                                                       v1::CancelSegmentJobResponse* response) {
  return rpc::AnswerOnce(
      parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
        RETURN_IF_ERROR(Check(call.request));
        ASSIGN_OR_RETURN(const jobs::Job job, CancelJob(parts_.jobs, SegmentJobNamed(call.request.name())));
        return ToWire(job, *call.response.mutable_segment_job());
      });
}

grpc::ServerUnaryReactor* SegmentApi::ListSegments(grpc::CallbackServerContext* context,
                                                   const v1::ListSegmentsRequest* request,
                                                   v1::ListSegmentsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Fill(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* SegmentApi::GetCustomerSegment(grpc::CallbackServerContext* context,
                                                         const v1::GetCustomerSegmentRequest* request,
                                                         v1::GetCustomerSegmentResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Fill(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* SegmentApi::ListSegmentMembers(grpc::CallbackServerContext* context,
                                                         const v1::ListSegmentMembersRequest* request,
                                                         v1::ListSegmentMembersResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Fill(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* SegmentApi::ListMovements(grpc::CallbackServerContext* context,
                                                    const v1::ListMovementsRequest* request,
                                                    v1::ListMovementsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Fill(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* SegmentApi::ListProductGroups(grpc::CallbackServerContext* context,
                                                        const v1::ListProductGroupsRequest* request,
                                                        v1::ListProductGroupsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const SegmentRun run, parts_.segments.Published());
    ASSIGN_OR_RETURN(const auto groups, parts_.segments.ListGroups(run.number));
    for (const ProductGroup& group : groups) ToWire(group, *call.response.add_product_groups());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* SegmentApi::ListTrends(grpc::CallbackServerContext* context,
                                                 const v1::ListTrendsRequest* request,
                                                 v1::ListTrendsResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Fill(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* SegmentApi::ListRipeCustomers(grpc::CallbackServerContext* context,
                                                        const v1::ListRipeCustomersRequest* request,
                                                        v1::ListRipeCustomersResponse* response) {
  return rpc::Answer(parts_.runtime, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return Fill(call.request, call.response);
  });
}

}  // namespace bestand::scoring
