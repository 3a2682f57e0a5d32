#include "services/reward_catalog/storage/holds.h"

#include <algorithm>
#include <vector>

#include "common/error/error.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {
namespace {

using storage::Rows;
using storage::Session;

// By id, so that transactions take their locks in one order.
std::vector<std::string> RewardsOf(const Choice& choice) {
  std::vector<std::string> ids;
  for (const OfferedReward& offered : choice.offered) ids.push_back(offered.reward);
  std::ranges::sort(ids);
  return ids;
}

absl::StatusOr<bool> HoldReward(Session& session, const std::string& id) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kHoldReward, {{"reward_id", id}}));
  return rows.affected() == 1;
}

absl::StatusOr<bool> HoldBudget(Session& session, const Decision& decision) {
  const int64_t amount = HeldAmount(decision.choice);
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kHoldBudget, {{"budget_id", decision.budget_id}, {"amount", amount}}));
  return rows.affected() == 1;
}

}  // namespace

int64_t HeldAmount(const Choice& choice) {
  int64_t most = 0;
  for (const OfferedReward& offered : choice.offered) most = std::max(most, offered.worth.minor);
  return most;
}

absl::StatusOr<bool> HoldAll(Session& session, const Decision& decision) {
  if (decision.choice.offered.empty()) return true;
  std::vector<std::string> held;
  for (const std::string& id : RewardsOf(decision.choice)) {
    ASSIGN_OR_RETURN(const bool got, HoldReward(session, id));
    if (!got) {
      RETURN_IF_ERROR(ReleaseRewards(session, held));
      return false;
    }
    held.push_back(id);
  }
  ASSIGN_OR_RETURN(const bool paid, HoldBudget(session, decision));
  if (!paid) RETURN_IF_ERROR(ReleaseRewards(session, held));
  return paid;
}

absl::Status ReleaseRewards(Session& session, std::span<const std::string> reward_ids) {
  if (reward_ids.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(session.Run(sql::kLockRewards, {{"reward_ids", reward_ids}}).status());
  return session.Run(sql::kReleaseRewards, {{"reward_ids", reward_ids}}).status();
}

}  // namespace bestand::reward_catalog
