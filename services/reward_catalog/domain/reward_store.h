#pragma once

#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/reward_catalog/domain/budget.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// The rewards of the company. Threads may share it; all of it waits for the database.
class RewardStore {
 public:
  virtual ~RewardStore() = default;

  // Stores a new reward; `held` and `version` start anew. Fails with ROW_CONFLICT when the id exists.
  virtual absl::StatusOr<Reward> Create(const Reward& reward) = 0;

  // Fails with REWARD_UNKNOWN.
  virtual absl::StatusOr<Reward> Get(std::string_view id) = 0;

  // Returns at most `limit` rewards with ids after `after`, by id.
  virtual absl::StatusOr<std::vector<Reward>> List(std::string_view after, int limit) = 0;

  // Calls `change` with the reward as it is, nobody else changing it meanwhile, and stores what it
  // made of it under the next version; `held` stays. A failure of `change` changes nothing and is
  // returned. Fails with REWARD_UNKNOWN.
  virtual absl::StatusOr<Reward> Update(std::string_view id,
                                        absl::FunctionRef<absl::Status(Reward&)> change) = 0;
};

// The budgets. Threads may share it; all of it waits for the database.
class BudgetStore {
 public:
  virtual ~BudgetStore() = default;

  // Stores a new budget with nothing spent. Fails with ROW_CONFLICT when the id exists, ROW_REFUSED
  // when there are 1,000 already.
  virtual absl::StatusOr<Budget> Create(const Budget& budget) = 0;

  // Fails with BUDGET_UNKNOWN.
  virtual absl::StatusOr<Budget> Get(std::string_view id) = 0;

  // Returns all by id.
  virtual absl::StatusOr<std::vector<Budget>> List() = 0;
};

}  // namespace bestand::reward_catalog
