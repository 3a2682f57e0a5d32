#pragma once

#include "bestand/scoring/v1/segment_service.grpc.pb.h"
#include "common/jobs/jobs.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// Answers SegmentService.
class SegmentApi : public v1::SegmentService::CallbackService {
 public:
  struct Parts {
    jobs::Jobs& jobs;
    ScoreReader& scores;
    SegmentStore& segments;
    const rpc::PageTokens& page_tokens;
    rpc::Runtime& runtime;
  };
  explicit SegmentApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* CreateSegmentJob(grpc::CallbackServerContext* context,
                                             const v1::CreateSegmentJobRequest* request,
                                             v1::CreateSegmentJobResponse* response) override;
  grpc::ServerUnaryReactor* GetSegmentJob(grpc::CallbackServerContext* context,
                                          const v1::GetSegmentJobRequest* request,
                                          v1::GetSegmentJobResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchSegmentJobResponse>* WatchSegmentJob(
      grpc::CallbackServerContext* context, const v1::WatchSegmentJobRequest* request) override;
  grpc::ServerUnaryReactor* CancelSegmentJob(grpc::CallbackServerContext* context,
                                             const v1::CancelSegmentJobRequest* request,
                                             v1::CancelSegmentJobResponse* response) override;
  grpc::ServerUnaryReactor* ListSegments(grpc::CallbackServerContext* context,
                                         const v1::ListSegmentsRequest* request,
                                         v1::ListSegmentsResponse* response) override;
  grpc::ServerUnaryReactor* GetCustomerSegment(grpc::CallbackServerContext* context,
                                               const v1::GetCustomerSegmentRequest* request,
                                               v1::GetCustomerSegmentResponse* response) override;
  grpc::ServerUnaryReactor* ListSegmentMembers(grpc::CallbackServerContext* context,
                                               const v1::ListSegmentMembersRequest* request,
                                               v1::ListSegmentMembersResponse* response) override;
  grpc::ServerUnaryReactor* ListMovements(grpc::CallbackServerContext* context,
                                          const v1::ListMovementsRequest* request,
                                          v1::ListMovementsResponse* response) override;
  grpc::ServerUnaryReactor* ListProductGroups(grpc::CallbackServerContext* context,
                                              const v1::ListProductGroupsRequest* request,
                                              v1::ListProductGroupsResponse* response) override;
  grpc::ServerUnaryReactor* ListTrends(grpc::CallbackServerContext* context,
                                       const v1::ListTrendsRequest* request,
                                       v1::ListTrendsResponse* response) override;
  grpc::ServerUnaryReactor* ListRipeCustomers(grpc::CallbackServerContext* context,
                                              const v1::ListRipeCustomersRequest* request,
                                              v1::ListRipeCustomersResponse* response) override;

 private:
  absl::Status Fill(const v1::ListSegmentsRequest& request, v1::ListSegmentsResponse& response) const;
  absl::Status Fill(const v1::GetCustomerSegmentRequest& request,
                    v1::GetCustomerSegmentResponse& response) const;
  absl::Status Fill(const v1::ListSegmentMembersRequest& request,
                    v1::ListSegmentMembersResponse& response) const;
  absl::Status Fill(const v1::ListMovementsRequest& request, v1::ListMovementsResponse& response) const;
  absl::Status Fill(const v1::ListTrendsRequest& request, v1::ListTrendsResponse& response) const;
  absl::Status Fill(const v1::ListRipeCustomersRequest& request,
                    v1::ListRipeCustomersResponse& response) const;
  // The page after `place`, of the run that the first page showed, with one member more than asked for if
  // there is.
  absl::StatusOr<MemberPage> PageAfter(const std::string& place, int size) const;
  // Fails with SEGMENT_UNKNOWN unless the run has the segment.
  absl::StatusOr<SegmentRow> FindSegment(int32_t run, SegmentKind kind, int32_t id) const;

  const Parts parts_;
};

}  // namespace bestand::scoring
