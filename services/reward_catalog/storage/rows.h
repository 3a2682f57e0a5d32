#pragma once

#include <vector>

#include "common/storage/params.h"
#include "common/storage/rows.h"
#include "services/reward_catalog/domain/budget.h"
#include "services/reward_catalog/domain/decision.h"
#include "services/reward_catalog/domain/gift.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// How rows of the tables become values of the domain, and back. The columns stand in the order of the
// statements named.

// get_reward, list_rewards, list_catalogue, lock_reward.
Reward RewardOf(const storage::Row& row);

// create_reward and update_reward: all that may change.
std::vector<storage::Param> ParamsOf(const Reward& reward);

// get_budget, list_budgets.
Budget BudgetOf(const storage::Row& row);

// find_decision; without what is offered.
Decision DecisionOf(const storage::Row& row);

// list_decision_items.
OfferedReward OfferedOf(const storage::Row& row);

// find_waiting_gift, list_due_gifts.
Gift GiftOf(const storage::Row& row);

}  // namespace bestand::reward_catalog
