#pragma once

#include "bestand/reward_catalog/v1/reward_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "services/reward_catalog/domain/reward_store.h"

namespace bestand::reward_catalog {

// Answers RewardService.
class RewardApi : public v1::RewardService::CallbackService {
 public:
  RewardApi(RewardStore& rewards, rpc::PageTokens tokens, rpc::Runtime& runtime)
      : rewards_(rewards), tokens_(std::move(tokens)), runtime_(runtime) {}

  grpc::ServerUnaryReactor* CreateReward(grpc::CallbackServerContext* context,
                                         const v1::CreateRewardRequest* request,
                                         v1::CreateRewardResponse* response) override;
  grpc::ServerUnaryReactor* GetReward(grpc::CallbackServerContext* context,
                                      const v1::GetRewardRequest* request,
                                      v1::GetRewardResponse* response) override;
  grpc::ServerUnaryReactor* ListRewards(grpc::CallbackServerContext* context,
                                        const v1::ListRewardsRequest* request,
                                        v1::ListRewardsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateReward(grpc::CallbackServerContext* context,
                                         const v1::UpdateRewardRequest* request,
                                         v1::UpdateRewardResponse* response) override;
  grpc::ServerUnaryReactor* RetireReward(grpc::CallbackServerContext* context,
                                         const v1::RetireRewardRequest* request,
                                         v1::RetireRewardResponse* response) override;

 private:
  absl::Status List(const v1::ListRewardsRequest& request, v1::ListRewardsResponse& response);

  RewardStore& rewards_;
  const rpc::PageTokens tokens_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::reward_catalog
