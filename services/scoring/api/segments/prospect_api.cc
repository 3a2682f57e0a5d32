#include "services/scoring/api/segments/prospect_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/scoring/api/segments/segment_checks.h"
#include "services/scoring/api/segments/segment_wire.h"
#include "services/scoring/work/segments/newcomers.h"

namespace bestand::scoring {

grpc::ServerUnaryReactor* ProspectApi::ScoreProspect(grpc::CallbackServerContext* context,
                                                     const v1::ScoreProspectRequest* request,
                                                     v1::ScoreProspectResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const ProspectValues found,
                     ScoreProspects(segments_, {FromWire(call.request.attributes())}));
    ToWire(found.values.front(), found.run, *call.response.mutable_score());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ProspectApi::BatchScoreProspects(grpc::CallbackServerContext* context,
                                                           const v1::BatchScoreProspectsRequest* request,
                                                           v1::BatchScoreProspectsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    std::vector<Prospect> prospects;
    for (const v1::ProspectAttributes& attributes : call.request.prospects()) {
      prospects.push_back(FromWire(attributes));
    }
    ASSIGN_OR_RETURN(const ProspectValues found, ScoreProspects(segments_, prospects));
    for (const ProspectValue& value : found.values) ToWire(value, found.run, *call.response.add_scores());
    return absl::OkStatus();
  });
}

}  // namespace bestand::scoring
