#include "common/error/error.h"
#include "services/reward_catalog/storage/rows.h"
#include "services/reward_catalog/storage/sql_reward_store.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {

using storage::Repeat;
using storage::Rows;
using storage::Session;

absl::Status BudgetUnknown(std::string_view id) {
  const std::string name = "budgets/" + std::string(id);
  return Failure(absl::StatusCode::kNotFound, "BUDGET_UNKNOWN",
                 "There is no budget " + name + "; create it first.", {{"budget", name}});
}

absl::StatusOr<Budget> SqlBudgetStore::Create(const Budget& budget) {
  return database_.InSession([&](Session& session) -> absl::StatusOr<Budget> {
    const auto created = session.Run(sql::kCreateBudget, {{"budget_id", budget.id},
                                                          {"display_name", budget.display_name},
                                                          {"currency", budget.currency},
                                                          {"total", budget.total}});
    if (absl::IsAlreadyExists(created.status())) {
      return Failure(absl::StatusCode::kAlreadyExists, "ROW_CONFLICT",
                     "There is a budget budgets/" + budget.id + " already; take another id.",
                     {{"budget", "budgets/" + budget.id}});
    }
    RETURN_IF_ERROR(created.status());
    if (created->affected() == 0) {
      return Failure(absl::StatusCode::kFailedPrecondition, "ROW_REFUSED",
                     "There are 1000 budgets already, the most there may be; use one of them.");
    }
    return Get(budget.id);
  });
}

absl::StatusOr<Budget> SqlBudgetStore::Get(std::string_view id) {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<Budget> {
        ASSIGN_OR_RETURN(const Rows rows,
                         session.Run(sql::kGetBudget, {{"budget_id", id}, {"now", clock_.Now()}}));
        if (rows.empty()) return BudgetUnknown(id);
        return BudgetOf(rows[0]);
      },
      Repeat::kOnce);
}

absl::StatusOr<std::vector<Budget>> SqlBudgetStore::List() {
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<std::vector<Budget>> {
        ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListBudgets, {{"now", clock_.Now()}}));
        std::vector<Budget> budgets;
        for (const storage::Row row : rows) budgets.push_back(BudgetOf(row));
        return budgets;
      },
      Repeat::kOnce);
}

}  // namespace bestand::reward_catalog
