#pragma once

#include "bestand/scoring/v1/score_set_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Answers ScoreSetService.
class ScoreSetApi : public v1::ScoreSetService::CallbackService {
 public:
  ScoreSetApi(ScoreReader& scores, const rpc::PageTokens& page_tokens, rpc::Runtime& runtime)
      : scores_(scores), page_tokens_(page_tokens), runtime_(runtime) {}

  grpc::ServerUnaryReactor* ListScoreSets(grpc::CallbackServerContext* context,
                                          const v1::ListScoreSetsRequest* request,
                                          v1::ListScoreSetsResponse* response) override;
  grpc::ServerUnaryReactor* GetScoreSet(grpc::CallbackServerContext* context,
                                        const v1::GetScoreSetRequest* request,
                                        v1::GetScoreSetResponse* response) override;

 private:
  // The number of the published set, 0 before the first.
  absl::StatusOr<int32_t> Published() const;
  absl::Status FillPage(const v1::ListScoreSetsRequest& request, v1::ListScoreSetsResponse& response) const;

  ScoreReader& scores_;
  const rpc::PageTokens& page_tokens_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::scoring
