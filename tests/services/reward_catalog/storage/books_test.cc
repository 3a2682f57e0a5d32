#include "tests/services/reward_catalog/storage/books.h"

#include <gtest/gtest.h>

#include "common/error/error.h"

namespace bestand::reward_catalog {
namespace {

using storage::Session;
using storage::Statement;

constexpr Statement kAudits[] = {
    {"held of a reward is not its holds", R"(
       SELECT r.reward_id FROM rewards r
        WHERE r.held <> (SELECT count(h.reward_id) FROM holds h WHERE h.reward_id = r.reward_id))"},
    {"a hold of no open choice", R"(
       SELECT h.reward_id FROM holds h
         LEFT JOIN decisions d ON d.customer_id = h.customer_id AND d.decision_id = h.decision_id AND d.state = 1
        WHERE d.decision_id IS NULL)"},
    {"a reward of an open choice that is not held", R"(
       SELECT i.reward_id FROM decisions d
         JOIN decision_items i ON i.customer_id = d.customer_id AND i.decision_id = d.decision_id
         LEFT JOIN holds h ON h.decision_id = i.decision_id AND h.reward_id = i.reward_id
        WHERE d.state = 1 AND h.reward_id IS NULL)"},
    {"held of a budget is not what open choices hold", R"(
       SELECT b.budget_id FROM budgets b
        WHERE b.held <> (SELECT coalesce(sum(d.budget_held), 0) FROM decisions d
                          WHERE d.state = 1 AND d.budget_id = b.budget_id))"},
    {"spent of a budget is not what was accepted", R"(
       SELECT b.budget_id FROM budgets b
        WHERE b.spent <> (SELECT coalesce(sum(i.worth), 0) FROM decisions d
                            JOIN decision_items i ON i.decision_id = d.decision_id
                                                 AND i.reward_id = d.accepted_reward
                           WHERE d.state = 2 AND d.budget_id = b.budget_id))"},
    {"an overspent budget",
     "SELECT budget_id FROM budgets WHERE spent + held > total OR spent < 0 OR held < 0"},
    {"more held than there is", "SELECT reward_id FROM rewards WHERE held > stock OR held < 0 OR stock < 0"},
    {"an accepted choice without one gift", R"(
       SELECT d.budget_id FROM decisions d
        WHERE d.state = 2 AND 1 <> (SELECT count(g.kind) FROM gifts g WHERE g.decision_id = d.decision_id
                                                                        AND g.reward_id = d.accepted_reward))"},
    {"a gift of no accepted choice", R"(
       SELECT g.reward_id FROM gifts g
         LEFT JOIN decisions d ON d.decision_id = g.decision_id AND d.state = 2
        WHERE d.decision_id IS NULL)"},
    {"a kind twice for one customer", R"(
       SELECT i.kind FROM decisions d
         JOIN decision_items i ON i.customer_id = d.customer_id AND i.decision_id = d.decision_id
        WHERE d.state = 1 OR (d.state = 2 AND i.reward_id = d.accepted_reward)
        GROUP BY d.customer_id, i.kind HAVING count(i.kind) > 1)"}};

}  // namespace

std::vector<std::string> FaultsInTheBooks(storage::Database& database) {
  std::vector<std::string> faults;
  const absl::Status read = database.InTransaction([&](Session& session) -> absl::Status {
    faults.clear();
    for (const Statement& audit : kAudits) {
      ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(audit));
      for (const storage::Row row : rows) faults.push_back(audit.name + (": " + std::string(row.Text(0))));
    }
    return absl::OkStatus();
  });
  if (!read.ok()) faults.push_back(read.ToString());
  return faults;
}

Reward RewardOfKind(const std::string& kind, int64_t minor, int64_t stock) {
  Reward reward;
  reward.id = kind + "-" + std::to_string(minor);
  reward.display_name = "A " + kind;
  reward.kind = kind;
  reward.worth = {minor, "GBP"};
  reward.stock = stock;
  return reward;
}

Budget BudgetOfPence(const std::string& id, int64_t total) {
  return {.id = id, .display_name = "Gifts", .currency = "GBP", .total = total};
}

absl::StatusOr<Decision> ChooseForAnybody(const Standing& standing) {
  const Occasion occasion{.moment = Moment::kWakeUp,
                          .now = standing.now,
                          .today = absl::ToCivilDay(standing.now, absl::UTCTimeZone()),
                          .target = {2000, "GBP"},
                          .budget_left = standing.budget.left(),
                          .kinds_taken = standing.kinds_taken};
  Decision decision;
  decision.moment = occasion.moment;
  decision.target = occasion.target;
  CustomerFacts person;
  person.recipient = Recipient::kPerson;
  decision.choice = Choose(standing.catalogue, person, occasion, 3);
  return decision;
}

}  // namespace bestand::reward_catalog
