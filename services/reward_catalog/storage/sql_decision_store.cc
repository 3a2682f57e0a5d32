#include "services/reward_catalog/storage/sql_decision_store.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/reward_catalog/storage/holds.h"
#include "services/reward_catalog/storage/rows.h"
#include "services/reward_catalog/storage/sql_reward_store.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {
namespace {

using storage::Repeat;
using storage::Rows;
using storage::Session;

// Times that others may take the last piece under a choice before it gives up.
constexpr int kRounds = 10;

absl::StatusOr<std::vector<Reward>> ReadCatalogue(Session& session, absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListCatalogue, {{"now", now}}));
  std::vector<Reward> catalogue;
  for (const storage::Row row : rows) catalogue.push_back(RewardOf(row));
  return catalogue;
}

absl::StatusOr<std::set<std::string>> ReadTakenKinds(Session& session, const std::string& customer_id,
                                                     absl::Time now) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kListTakenKinds, {{"customer_id", customer_id}, {"now", now}}));
  std::set<std::string> kinds;
  for (const storage::Row row : rows) kinds.emplace(row.Text(0));
  return kinds;
}

absl::StatusOr<Budget> ReadBudget(Session& session, const std::string& budget_id, absl::Time now) {
  if (budget_id.empty()) return Budget{};
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetBudget, {{"budget_id", budget_id}, {"now", now}}));
  if (rows.empty()) return BudgetUnknown(budget_id);
  return BudgetOf(rows[0]);
}

absl::Status LockChooser(Session& session, const std::string& customer_id, absl::Time now) {
  return session
      .Run(sql::kLockChooser, {{"customer_id", customer_id}, {"bucket", BucketOf(customer_id)}, {"now", now}})
      .status();
}

}  // namespace

absl::StatusOr<Standing> SqlDecisionStore::Look(const Wanted& wanted) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<Standing> {
        Standing standing{.now = clock_.Now(), .catalogue = {}, .kinds_taken = {}, .budget = {}};
        ASSIGN_OR_RETURN(standing.budget, ReadBudget(session, wanted.budget_id, standing.now));
        ASSIGN_OR_RETURN(standing.kinds_taken, ReadTakenKinds(session, wanted.customer_id, standing.now));
        ASSIGN_OR_RETURN(standing.catalogue, ReadCatalogue(session, standing.now));
        return standing;
      },
      Repeat::kOnce);
}

absl::StatusOr<Decision> SqlDecisionStore::Offer(
    const Wanted& wanted, absl::FunctionRef<absl::StatusOr<Decision>(const Standing&)> choose) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Decision> {
    RETURN_IF_ERROR(LockChooser(session, wanted.customer_id, clock_.Now()));
    for (int round = 0; round < kRounds; ++round) {
      // What is over counts as free, so its holds must be gone before ours are taken.
      RETURN_IF_ERROR(Expire().status());
      ASSIGN_OR_RETURN(const Standing standing, Look(wanted));
      ASSIGN_OR_RETURN(Decision decision, choose(standing));
      decision.id = NewUuid();
      decision.customer_id = wanted.customer_id;
      decision.budget_id = wanted.budget_id;
      decision.create_time = standing.now;
      decision.expire_time = standing.now + hold_;
      ASSIGN_OR_RETURN(const bool held, HoldAll(session, decision));
      if (!held) continue;
      RETURN_IF_ERROR(Store(session, decision));
      return decision;
    }
    return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE",
                   "Others took the rewards while this choice was made; try again.");
  });
}

absl::StatusOr<Decision> SqlDecisionStore::Get(std::string_view decision_id) {
  const std::string name = "decisions/" + std::string(decision_id);
  const absl::Status unknown =
      Failure(absl::StatusCode::kNotFound, "DECISION_UNKNOWN",
              "There is no decision " + name + "; ask for a recommendation first.", {{"decision", name}});
  if (!IsUuid(decision_id)) return unknown;
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<Decision> {
        ASSIGN_OR_RETURN(const Rows found, session.Run(sql::kFindDecision, {{"decision_id", decision_id}}));
        if (found.empty()) return unknown;
        Decision decision = DecisionOf(found[0]);
        ASSIGN_OR_RETURN(const Rows items,
                         session.Run(sql::kListDecisionItems,
                                     {{"customer_id", decision.customer_id}, {"decision_id", decision_id}}));
        for (const storage::Row row : items) decision.choice.offered.push_back(OfferedOf(row));
        if (decision.state == DecisionState::kOffered && clock_.Now() >= decision.expire_time)
          decision.state = DecisionState::kExpired;
        return decision;
      },
      Repeat::kOnce);
}

}  // namespace bestand::reward_catalog
