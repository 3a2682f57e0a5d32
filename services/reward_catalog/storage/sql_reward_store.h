#pragma once

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/reward_catalog/domain/reward_store.h"

namespace bestand::reward_catalog {

// See RewardStore.
class SqlRewardStore : public RewardStore {
 public:
  SqlRewardStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::StatusOr<Reward> Create(const Reward& reward) override;
  absl::StatusOr<Reward> Get(std::string_view id) override;
  absl::StatusOr<std::vector<Reward>> List(std::string_view after, int limit) override;
  absl::StatusOr<Reward> Update(std::string_view id,
                                absl::FunctionRef<absl::Status(Reward&)> change) override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

// See BudgetStore.
class SqlBudgetStore : public BudgetStore {
 public:
  SqlBudgetStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::StatusOr<Budget> Create(const Budget& budget) override;
  absl::StatusOr<Budget> Get(std::string_view id) override;
  absl::StatusOr<std::vector<Budget>> List() override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

// The failures for ids that are not there.
absl::Status RewardUnknown(std::string_view id);
absl::Status BudgetUnknown(std::string_view id);

}  // namespace bestand::reward_catalog
