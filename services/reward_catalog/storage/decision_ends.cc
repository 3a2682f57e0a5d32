// How a choice ends: accepted, declined, expired.

#include <algorithm>

#include "common/error/error.h"
#include "services/reward_catalog/storage/holds.h"
#include "services/reward_catalog/storage/sql_decision_store.h"
#include "services/reward_catalog/storage/statements.h"

namespace bestand::reward_catalog {
namespace {

using storage::Rows;
using storage::Session;

// The first attempt to write a gift is made by whoever accepted; others wait that long.
constexpr absl::Duration kFirstPause = absl::Seconds(5);

std::string DecisionName(const Decision& decision) { return "decisions/" + decision.id; }

absl::StatusOr<const OfferedReward*> FindOffered(const Decision& decision, const std::string& reward_id) {
  const auto& offered = decision.choice.offered;
  const auto found = std::ranges::find(offered, reward_id, &OfferedReward::reward);
  if (found != offered.end()) return &*found;
  return Failure(
      absl::StatusCode::kFailedPrecondition, "REWARD_REFUSED",
      "rewards/" + reward_id + " is not in " + DecisionName(decision) + "; take one of the offered rewards.",
      {{"reason", "NOT_OFFERED"}, {"reward", "rewards/" + reward_id}});
}

absl::Status GiveBack(Session& session, const Decision& decision) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kEndHolds, {{"customer_id", decision.customer_id},
                                                                 {"decision_id", decision.id}}));
  std::vector<std::string> rewards;
  for (const storage::Row row : rows) rewards.emplace_back(row.Text(0));
  return ReleaseRewards(session, rewards);
}

}  // namespace

absl::Status SqlDecisionStore::CheckOpen(const Decision& decision) const {
  if (decision.state == DecisionState::kOffered) return absl::OkStatus();
  if (decision.state == DecisionState::kExpired) {
    return Failure(absl::StatusCode::kFailedPrecondition, "RESERVATION_EXPIRED",
                   "The choice ended at " +
                       absl::FormatTime("%Y-%m-%d %H:%M UTC", decision.expire_time, absl::UTCTimeZone()) +
                       "; ask for a new recommendation.",
                   {{"decision", DecisionName(decision)}});
  }
  const std::string state(NameOf(decision.state));
  return Failure(absl::StatusCode::kFailedPrecondition, "DECISION_CLOSED",
                 "The choice is " + state + " already; ask for a new recommendation.",
                 {{"decision", DecisionName(decision)}, {"state", state}});
}

absl::StatusOr<bool> SqlDecisionStore::TryClose(Session& session, const Decision& decision, const End& end) {
  ASSIGN_OR_RETURN(const Rows closed,
                   session.Run(sql::kCloseDecision, {{"customer_id", decision.customer_id},
                                                     {"decision_id", decision.id},
                                                     {"state", static_cast<int>(end.state)},
                                                     {"accepted_reward", end.taken ? end.taken->reward : ""},
                                                     {"now", clock_.Now()}}));
  if (closed.empty()) return false;
  RETURN_IF_ERROR(GiveBack(session, decision));
  RETURN_IF_ERROR(session
                      .Run(sql::kSettleBudget, {{"budget_id", closed[0].Text(0)},
                                                {"held", closed[0].Int(1)},
                                                {"spent", end.taken ? end.taken->worth.minor : 0}})
                      .status());
  return true;
}

absl::Status SqlDecisionStore::Close(Session& session, const Decision& decision, const End& end) {
  ASSIGN_OR_RETURN(const bool closed, TryClose(session, decision, end));
  if (closed) return absl::OkStatus();
  // Somebody else was quicker: say who.
  ASSIGN_OR_RETURN(const Decision as_it_is, Get(decision.id));
  RETURN_IF_ERROR(CheckOpen(as_it_is));
  return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE", "Another change came first; try again.");
}

absl::Status SqlDecisionStore::Give(Session& session, const Decision& decision, const OfferedReward& taken) {
  ASSIGN_OR_RETURN(const Rows given, session.Run(sql::kGiveReward, {{"reward_id", taken.reward}}));
  if (given.affected() == 0) {
    return Failure(absl::StatusCode::kFailedPrecondition, "STOCK_EXHAUSTED",
                   "The stock of rewards/" + taken.reward + " was set to nothing; choose another reward.",
                   {{"reward", "rewards/" + taken.reward}});
  }
  const absl::Time now = clock_.Now();
  return session
      .Run(sql::kAddGift, {{"customer_id", decision.customer_id},
                           {"decision_id", decision.id},
                           {"reward_id", taken.reward},
                           {"kind", taken.kind},
                           {"display_name", taken.display_name},
                           {"worth", taken.worth.minor},
                           {"currency", taken.worth.currency},
                           {"moment", static_cast<int>(decision.moment)},
                           {"now", now},
                           {"attempt_time", now + kFirstPause}})
      .status();
}

absl::StatusOr<Decision> SqlDecisionStore::Accept(const Taking& taking) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Decision> {
    ASSIGN_OR_RETURN(const Decision decision, Get(taking.decision_id));
    RETURN_IF_ERROR(CheckOpen(decision));
    ASSIGN_OR_RETURN(const OfferedReward* taken, FindOffered(decision, taking.reward_id));
    RETURN_IF_ERROR(Close(session, decision, {DecisionState::kAccepted, taken}));
    RETURN_IF_ERROR(Give(session, decision, *taken));
    return Get(decision.id);
  });
}

absl::StatusOr<Decision> SqlDecisionStore::Decline(std::string_view decision_id) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Decision> {
    ASSIGN_OR_RETURN(const Decision decision, Get(decision_id));
    RETURN_IF_ERROR(CheckOpen(decision));
    RETURN_IF_ERROR(Close(session, decision, {DecisionState::kDeclined}));
    return Get(decision.id);
  });
}

absl::StatusOr<Decision> SqlDecisionStore::SetOutcome(std::string_view decision_id, Outcome outcome) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Decision> {
    ASSIGN_OR_RETURN(const Decision decision, Get(decision_id));
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kSetOutcome, {{"customer_id", decision.customer_id},
                                                    {"decision_id", decision_id},
                                                    {"outcome", static_cast<int>(outcome)}}));
    if (rows.affected() == 1) return Get(decision_id);
    const std::string state(NameOf(decision.state));
    return Failure(absl::StatusCode::kFailedPrecondition, "DECISION_CLOSED",
                   "The choice is " + state + "; an outcome belongs to one that is ACCEPTED.",
                   {{"decision", DecisionName(decision)}, {"state", state}});
  });
}

absl::StatusOr<int> SqlDecisionStore::Expire() {
  int count = 0;
  for (;;) {
    ASSIGN_OR_RETURN(const Rows due, database_.InSession([&](Session& session) {
      return session.Run(sql::kListExpiredDecisions, {{"now", clock_.Now()}});
    }));
    if (due.empty()) return count;
    for (const storage::Row row : due) {
      Decision decision;
      decision.customer_id = row.Text(0);
      decision.id = row.Text(1);
      ASSIGN_OR_RETURN(const bool closed, database_.InTransaction([&](Session& session) {
        return TryClose(session, decision, {DecisionState::kExpired});
      }));
      count += closed ? 1 : 0;
    }
  }
}

}  // namespace bestand::reward_catalog
