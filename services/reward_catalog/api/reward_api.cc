#include "services/reward_catalog/api/reward_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/reward_catalog/api/checks.h"
#include "services/reward_catalog/api/reward_wire.h"

namespace bestand::reward_catalog {
namespace {

constexpr size_t kMostPageBytes = 3 << 20;  // callers take messages up to 4 MiB

}  // namespace

grpc::ServerUnaryReactor* RewardApi::CreateReward(grpc::CallbackServerContext* context,
                                                  const v1::CreateRewardRequest* request,
                                                  v1::CreateRewardResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Reward reward, rewards_.Create(FromWire(call.request.reward())));
    *call.response.mutable_reward() = ToWire(reward);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RewardApi::GetReward(grpc::CallbackServerContext* context,
                                               const v1::GetRewardRequest* request,
                                               v1::GetRewardResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Reward reward, rewards_.Get(RewardIdOf(call.request.name())));
    *call.response.mutable_reward() = ToWire(reward);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RewardApi::ListRewards(grpc::CallbackServerContext* context,
                                                 const v1::ListRewardsRequest* request,
                                                 v1::ListRewardsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    return List(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* RewardApi::UpdateReward(grpc::CallbackServerContext* context,
                                                  const v1::UpdateRewardRequest* request,
                                                  v1::UpdateRewardResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const auto change = [&](Reward& reward) { return Apply(call.request, reward); };
    ASSIGN_OR_RETURN(const Reward reward, rewards_.Update(RewardIdOf(call.request.reward().name()), change));
    *call.response.mutable_reward() = ToWire(reward);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* RewardApi::RetireReward(grpc::CallbackServerContext* context,
                                                  const v1::RetireRewardRequest* request,
                                                  v1::RetireRewardResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    const auto retire = [](Reward& reward) {
      reward.retired = true;
      return absl::OkStatus();
    };
    ASSIGN_OR_RETURN(const Reward reward, rewards_.Update(RewardIdOf(call.request.name()), retire));
    *call.response.mutable_reward() = ToWire(reward);
    return absl::OkStatus();
  });
}

// One more than the page holds tells whether there is another page.
absl::Status RewardApi::List(const v1::ListRewardsRequest& request, v1::ListRewardsResponse& response) {
  const int size = rpc::PageSizeOf(request.page_size());
  ASSIGN_OR_RETURN(const std::string after, tokens_.LastKey(request));
  ASSIGN_OR_RETURN(const std::vector<Reward> rewards, rewards_.List(after, size + 1));
  size_t bytes = 0;
  for (const Reward& reward : rewards) {
    v1::Reward wire = ToWire(reward);
    bytes += wire.ByteSizeLong();
    const int listed = response.rewards_size();
    if (listed == size || (listed > 0 && bytes > kMostPageBytes)) {
      response.set_next_page_token(tokens_.Make(rewards[listed - 1].id, request));
      break;
    }
    *response.add_rewards() = std::move(wire);
  }
  return absl::OkStatus();
}

}  // namespace bestand::reward_catalog
