#pragma once

#include "absl/status/status.h"
#include "bestand/reward_catalog/v1/budget_service.pb.h"
#include "bestand/reward_catalog/v1/recommendation_service.pb.h"
#include "bestand/reward_catalog/v1/reward_service.pb.h"

namespace bestand::reward_catalog {

// One for each request: OK, or FIELD_INVALID with everything that is wrong with it.
absl::Status CheckRequest(const v1::CreateRewardRequest& request);
absl::Status CheckRequest(const v1::GetRewardRequest& request);
absl::Status CheckRequest(const v1::ListRewardsRequest& request);
absl::Status CheckRequest(const v1::UpdateRewardRequest& request);
absl::Status CheckRequest(const v1::RetireRewardRequest& request);

absl::Status CheckRequest(const v1::CreateBudgetRequest& request);
absl::Status CheckRequest(const v1::GetBudgetRequest& request);

absl::Status CheckRequest(const v1::RecommendRewardsRequest& request);
absl::Status CheckRequest(const v1::ExplainRewardRequest& request);
absl::Status CheckRequest(const v1::AcceptRewardRequest& request);
absl::Status CheckRequest(const v1::DeclineChoiceRequest& request);
absl::Status CheckRequest(const v1::RecordOutcomeRequest& request);
absl::Status CheckRequest(const v1::GetDecisionRequest& request);

}  // namespace bestand::reward_catalog
