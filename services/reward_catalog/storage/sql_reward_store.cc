#include "services/reward_catalog/storage/sql_reward_store.h"

#include "common/error/error.h"
#include "services/reward_catalog/storage/rows.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {

using storage::Repeat;
using storage::Rows;
using storage::Session;

absl::Status RewardUnknown(std::string_view id) {
  const std::string name = "rewards/" + std::string(id);
  return Failure(absl::StatusCode::kNotFound, "REWARD_UNKNOWN",
                 "There is no reward " + name + "; list the rewards.", {{"reward", name}});
}

absl::StatusOr<Reward> SqlRewardStore::Create(const Reward& reward) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<Reward> {
    const absl::Status created = session.Run(sql::kCreateReward, ParamsOf(reward)).status();
    if (absl::IsAlreadyExists(created)) {
      return Failure(absl::StatusCode::kAlreadyExists, "ROW_CONFLICT",
                     "There is a reward rewards/" + reward.id + " already; update it or take another id.",
                     {{"reward", "rewards/" + reward.id}});
    }
    RETURN_IF_ERROR(created);
    return Get(reward.id);
  });
}

absl::StatusOr<Reward> SqlRewardStore::Get(std::string_view id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<Reward> {
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kGetReward, {{"reward_id", id}, {"now", clock_.Now()}}));
        if (rows.empty()) return RewardUnknown(id);
        return RewardOf(rows[0]);
      },
      Repeat::kOnce);
}

absl::StatusOr<std::vector<Reward>> SqlRewardStore::List(std::string_view after, int limit) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Reward>> {
        ASSIGN_OR_RETURN(
            const Rows rows,
            session.Run(sql::kListRewards, {{"after", after}, {"limit", limit}, {"now", clock_.Now()}}));
        std::vector<Reward> rewards;
        for (const storage::Row row : rows) rewards.push_back(RewardOf(row));
        return rewards;
      },
      Repeat::kOnce);
}

absl::StatusOr<Reward> SqlRewardStore::Update(std::string_view id,
                                              absl::FunctionRef<absl::Status(Reward&)> change) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Reward> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kLockReward, {{"reward_id", id}}));
    if (rows.empty()) return RewardUnknown(id);
    Reward reward = RewardOf(rows[0]);
    RETURN_IF_ERROR(change(reward));
    RETURN_IF_ERROR(session.Run(sql::kUpdateReward, ParamsOf(reward)).status());
    return Get(id);
  });
}

}  // namespace bestand::reward_catalog
