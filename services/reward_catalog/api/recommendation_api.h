#pragma once

#include "bestand/reward_catalog/v1/recommendation_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/reward_catalog/domain/decision_store.h"
#include "services/reward_catalog/domain/gift_deliveries.h"
#include "services/reward_catalog/domain/recommendations.h"

namespace bestand::reward_catalog {

// Answers RecommendationService.
class RecommendationApi : public v1::RecommendationService::CallbackService {
 public:
  struct Parts {
    Recommendations& recommendations;
    DecisionStore& decisions;
    GiftDeliveries& deliveries;
  };
  RecommendationApi(const Parts& parts, rpc::Runtime& runtime)
      : recommendations_(parts.recommendations),
        decisions_(parts.decisions),
        deliveries_(parts.deliveries),
        runtime_(runtime) {}

  grpc::ServerUnaryReactor* RecommendRewards(grpc::CallbackServerContext* context,
                                             const v1::RecommendRewardsRequest* request,
                                             v1::RecommendRewardsResponse* response) override;
  grpc::ServerUnaryReactor* ExplainReward(grpc::CallbackServerContext* context,
                                          const v1::ExplainRewardRequest* request,
                                          v1::ExplainRewardResponse* response) override;
  grpc::ServerUnaryReactor* AcceptReward(grpc::CallbackServerContext* context,
                                         const v1::AcceptRewardRequest* request,
                                         v1::AcceptRewardResponse* response) override;
  grpc::ServerUnaryReactor* DeclineChoice(grpc::CallbackServerContext* context,
                                          const v1::DeclineChoiceRequest* request,
                                          v1::DeclineChoiceResponse* response) override;
  grpc::ServerUnaryReactor* RecordOutcome(grpc::CallbackServerContext* context,
                                          const v1::RecordOutcomeRequest* request,
                                          v1::RecordOutcomeResponse* response) override;
  grpc::ServerUnaryReactor* GetDecision(grpc::CallbackServerContext* context,
                                        const v1::GetDecisionRequest* request,
                                        v1::GetDecisionResponse* response) override;

 private:
  Recommendations& recommendations_;
  DecisionStore& decisions_;
  GiftDeliveries& deliveries_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::reward_catalog
