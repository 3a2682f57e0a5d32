#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "bestand/reward_catalog/v1/budget_service.pb.h"
#include "bestand/reward_catalog/v1/reward_service.pb.h"
#include "services/reward_catalog/domain/budget.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// Between the domain's values and the wire; requests are checked first (checks.h).

std::string RewardName(std::string_view id);
std::string BudgetName(std::string_view id);
// "x" of "rewards/x"; "" of anything else.
std::string RewardIdOf(std::string_view name);
std::string BudgetIdOf(std::string_view name);

// The etag of a reward as it is.
std::string EtagOf(const Reward& reward);

v1::Reward ToWire(const Reward& reward);
Reward FromWire(const v1::Reward& wire);

v1::Budget ToWire(const Budget& budget);
Budget FromWire(const v1::Budget& wire);

// Puts the fields that an update names into the reward. Fails with ETAG_MISMATCH when the request has
// an etag and it is not the reward's, and with FIELD_INVALID when its validity would end before it begins.
absl::Status Apply(const v1::UpdateRewardRequest& request, Reward& reward);

}  // namespace bestand::reward_catalog
