#pragma once

#include "absl/time/time.h"
#include "bestand/scoring/v1/score_service.grpc.pb.h"
#include "common/jobs/jobs.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "services/scoring/work/dormancies.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Answers ScoreService.
class ScoreApi : public v1::ScoreService::CallbackService {
 public:
  struct Parts {
    jobs::Jobs& jobs;
    ModelStore& models;
    ScoreReader& scores;
    const Dormancies& dormancies;
    const rpc::PageTokens& page_tokens;
    rpc::Runtime& runtime;
    absl::Duration score_lifetime;  // from create_time to expire_time
  };
  explicit ScoreApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* CreateScoringJob(grpc::CallbackServerContext* context,
                                             const v1::CreateScoringJobRequest* request,
                                             v1::CreateScoringJobResponse* response) override;
  grpc::ServerUnaryReactor* GetScoringJob(grpc::CallbackServerContext* context,
                                          const v1::GetScoringJobRequest* request,
                                          v1::GetScoringJobResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchScoringJobResponse>* WatchScoringJob(
      grpc::CallbackServerContext* context, const v1::WatchScoringJobRequest* request) override;
  grpc::ServerUnaryReactor* CancelScoringJob(grpc::CallbackServerContext* context,
                                             const v1::CancelScoringJobRequest* request,
                                             v1::CancelScoringJobResponse* response) override;
  grpc::ServerUnaryReactor* GetScore(grpc::CallbackServerContext* context, const v1::GetScoreRequest* request,
                                     v1::GetScoreResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetScores(grpc::CallbackServerContext* context,
                                           const v1::BatchGetScoresRequest* request,
                                           v1::BatchGetScoresResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamScoresResponse>* StreamScores(
      grpc::CallbackServerContext* context, const v1::StreamScoresRequest* request) override;
  grpc::ServerUnaryReactor* AssessDormancy(grpc::CallbackServerContext* context,
                                           const v1::AssessDormancyRequest* request,
                                           v1::AssessDormancyResponse* response) override;
  grpc::ServerUnaryReactor* ListAtRisk(grpc::CallbackServerContext* context,
                                       const v1::ListAtRiskRequest* request,
                                       v1::ListAtRiskResponse* response) override;

 private:
  absl::StatusOr<FoundScore> Find(const v1::GetScoreRequest& request) const;
  absl::Status FillBatch(const v1::BatchGetScoresRequest& request,
                         v1::BatchGetScoresResponse& response) const;
  absl::Status FillAtRisk(const v1::ListAtRiskRequest& request, v1::ListAtRiskResponse& response) const;
  absl::Status StreamAll(rpc::Writer<v1::StreamScoresResponse>& writer) const;

  const Parts parts_;
};

}  // namespace bestand::scoring
