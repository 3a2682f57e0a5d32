#include "services/scoring/api/score_set_api.h"

#include <limits>

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/scoring/api/score_set_wire.h"

namespace bestand::scoring {

grpc::ServerUnaryReactor* ScoreSetApi::ListScoreSets(grpc::CallbackServerContext* context,
                                                     const v1::ListScoreSetsRequest* request,
                                                     v1::ListScoreSetsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return FillPage(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* ScoreSetApi::GetScoreSet(grpc::CallbackServerContext* context,
                                                   const v1::GetScoreSetRequest* request,
                                                   v1::GetScoreSetResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    const int32_t number = SetNumberOf(call.request.name());
    // Below the number after it comes the set itself, if it is kept.
    ASSIGN_OR_RETURN(const auto sets, scores_.ListSets(number + 1, 1));
    if (sets.empty() || sets[0].number != number) return ScoreSetUnknown(number);
    ASSIGN_OR_RETURN(const int32_t published, Published());
    ToWire(sets[0], published, *call.response.mutable_score_set());
    return absl::OkStatus();
  });
}

absl::StatusOr<int32_t> ScoreSetApi::Published() const {
  const auto set = scores_.Published();
  if (ReasonOf(set.status()) == "NO_SCORES") return 0;
  RETURN_IF_ERROR(set.status());
  return (*set)->number;
}

absl::Status ScoreSetApi::FillPage(const v1::ListScoreSetsRequest& request,
                                   v1::ListScoreSetsResponse& response) const {
  ASSIGN_OR_RETURN(const std::string last, page_tokens_.LastKey(request));
  const int32_t below = last.empty() ? std::numeric_limits<int32_t>::max() : SetNumberOf(last);
  const int size = rpc::PageSizeOf(request.page_size());
  ASSIGN_OR_RETURN(auto sets, scores_.ListSets(below, size + 1));
  ASSIGN_OR_RETURN(const int32_t published, Published());
  const bool more = sets.size() > static_cast<size_t>(size);
  if (more) sets.pop_back();
  for (const ScoreSet& set : sets) ToWire(set, published, *response.add_score_sets());
  if (more) response.set_next_page_token(page_tokens_.Make(response.score_sets().rbegin()->name(), request));
  return absl::OkStatus();
}

}  // namespace bestand::scoring
