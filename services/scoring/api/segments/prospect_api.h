#pragma once

#include "bestand/scoring/v1/prospect_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// Answers ProspectService.
class ProspectApi : public v1::ProspectService::CallbackService {
 public:
  ProspectApi(SegmentStore& segments, rpc::Runtime& runtime) : segments_(segments), runtime_(runtime) {}

  grpc::ServerUnaryReactor* ScoreProspect(grpc::CallbackServerContext* context,
                                          const v1::ScoreProspectRequest* request,
                                          v1::ScoreProspectResponse* response) override;
  grpc::ServerUnaryReactor* BatchScoreProspects(grpc::CallbackServerContext* context,
                                                const v1::BatchScoreProspectsRequest* request,
                                                v1::BatchScoreProspectsResponse* response) override;

 private:
  SegmentStore& segments_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::scoring
