#include "services/reward_catalog/api/recommendation_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "common/rpc/once.h"
#include "services/reward_catalog/api/checks.h"
#include "services/reward_catalog/api/decision_wire.h"

namespace bestand::reward_catalog {

grpc::ServerUnaryReactor* RecommendationApi::RecommendRewards(grpc::CallbackServerContext* context,
                                                              const v1::RecommendRewardsRequest* request,
                                                              v1::RecommendRewardsResponse* response) {
  return rpc::AnswerOnce(
      runtime_, context, request, response,
      [this](const auto& call) -> absl::StatusOr<Answers> {
        RETURN_IF_ERROR(CheckRequest(call.request));
        return recommendations_.Gather(FromWire(call.request));
      },
      [this](const auto& call, const Answers& answers) -> absl::Status {
        ASSIGN_OR_RETURN(const Decision decision, recommendations_.Decide(FromWire(call.request), answers));
        *call.response.mutable_decision() = ToWire(decision);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* RecommendationApi::ExplainReward(grpc::CallbackServerContext* context,
                                                           const v1::ExplainRewardRequest* request,
                                                           v1::ExplainRewardResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Explanation explanation, recommendations_.Explain(FromWire(call.request)));
    call.response = ToWire(explanation);
    return absl::OkStatus();
  });
}

// What was accepted is stored, answer and all, before the ledger hears of it; if it can't now, the
// housekeeper goes on trying.
grpc::ServerUnaryReactor* RecommendationApi::AcceptReward(grpc::CallbackServerContext* context,
                                                          const v1::AcceptRewardRequest* request,
                                                          v1::AcceptRewardResponse* response) {
  return rpc::AnswerWaiting(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const rpc::Attempt attempt{call.request, call.request.request_id(), call.caller.name};
    RETURN_IF_ERROR(rpc::Once(runtime_, attempt, call.response, [&]() -> absl::Status {
      ASSIGN_OR_RETURN(const Decision decision, decisions_.Accept(FromWire(call.request)));
      *call.response.mutable_decision() = ToWire(decision);
      return absl::OkStatus();
    }));
    deliveries_.DeliverOf(DecisionIdOf(call.request.decision())).IgnoreError();
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RecommendationApi::DeclineChoice(grpc::CallbackServerContext* context,
                                                           const v1::DeclineChoiceRequest* request,
                                                           v1::DeclineChoiceResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Decision decision, decisions_.Decline(DecisionIdOf(call.request.decision())));
    *call.response.mutable_decision() = ToWire(decision);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RecommendationApi::RecordOutcome(grpc::CallbackServerContext* context,
                                                           const v1::RecordOutcomeRequest* request,
                                                           v1::RecordOutcomeResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const auto outcome = static_cast<Outcome>(call.request.outcome());
    ASSIGN_OR_RETURN(const Decision decision,
                     decisions_.SetOutcome(DecisionIdOf(call.request.decision()), outcome));
    *call.response.mutable_decision() = ToWire(decision);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RecommendationApi::GetDecision(grpc::CallbackServerContext* context,
                                                         const v1::GetDecisionRequest* request,
                                                         v1::GetDecisionResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Decision decision, decisions_.Get(DecisionIdOf(call.request.name())));
    *call.response.mutable_decision() = ToWire(decision);
    return absl::OkStatus();
  });
}

}  // namespace bestand::reward_catalog
