#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/reward_catalog/domain/budget.h"
#include "services/reward_catalog/domain/decision.h"

namespace bestand::reward_catalog {

// What a choice for one customer is made from, as the database has it at `now`.
struct Standing {
  absl::Time now;
  std::vector<Reward> catalogue;      // all of it, with what is free of each
  std::set<std::string> kinds_taken;  // of the customer's open and accepted choices
  Budget budget;                      // without an id when none was asked for
};

// Whose choice, and who pays.
struct Wanted {
  std::string customer_id;
  std::string budget_id;
};

// One reward of one decision.
struct Taking {
  std::string decision_id;
  std::string reward_id;
};

// The choices that were made, what they hold, and what became of them. Whatever a decision holds is
// counted once: in `held` of its rewards and of its budget, from Offer until it is accepted, declined
// or expired. Threads may share it; all of it waits for the database.
class DecisionStore {
 public:
  virtual ~DecisionStore() = default;

  // Returns the standing for a customer; with a budget unless its id is empty.
  // Fails with BUDGET_UNKNOWN.
  virtual absl::StatusOr<Standing> Look(const Wanted& wanted) = 0;

  // Makes and stores a choice for a customer in one transaction: calls `choose` with the standing,
  // then holds one piece of each reward offered and the dearest one's worth of the budget, and gives
  // the decision its id and times. When somebody else took the last piece or the budget meanwhile,
  // `choose` is called again with what is left. Choices of one customer are made one after the other.
  // Fails with BUDGET_UNKNOWN or as `choose` does.
  virtual absl::StatusOr<Decision> Offer(
      const Wanted& wanted, absl::FunctionRef<absl::StatusOr<Decision>(const Standing&)> choose) = 0;

  // Fails with DECISION_UNKNOWN. A decision whose time is over is shown as expired.
  virtual absl::StatusOr<Decision> Get(std::string_view decision_id) = 0;

  // Gives one reward of an open choice: stock and budget go down, all holds end, and the gift waits to
  // be written to the gift ledger, all in one transaction.
  // Fails with DECISION_UNKNOWN, DECISION_CLOSED, RESERVATION_EXPIRED, REWARD_REFUSED when the reward
  // is not in the choice, STOCK_EXHAUSTED when its stock was set to nothing meanwhile.
  virtual absl::StatusOr<Decision> Accept(const Taking& taking) = 0;

  // Ends an open choice and its holds. Fails with DECISION_UNKNOWN, DECISION_CLOSED,
  // RESERVATION_EXPIRED.
  virtual absl::StatusOr<Decision> Decline(std::string_view decision_id) = 0;

  // Notes what became of the reward of an accepted choice; the last word counts.
  // Fails with DECISION_UNKNOWN, or DECISION_CLOSED unless it is accepted.
  virtual absl::StatusOr<Decision> SetOutcome(std::string_view decision_id, Outcome outcome) = 0;

  // Ends the holds of all choices whose time is over; returns how many choices.
  virtual absl::StatusOr<int> Expire() = 0;
};

}  // namespace bestand::reward_catalog
