#include "services/scoring/storage/sql_follow_store.h"

#include "common/error/error.h"
#include "services/scoring/storage/score_rows.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {
namespace {

using storage::Rows;
using storage::Session;

// Numbers what is replaced, for readers in memory.
absl::Status NoteChanges(Session& session, int32_t set_number, const std::vector<std::string>& customer_ids) {
  const auto count = static_cast<int64_t>(customer_ids.size());
  ASSIGN_OR_RETURN(const Rows last, session.Run(sql::kTakeChanges, {{"count", count}}));
  return session
      .Run(sql::kNoteChanges,
           {{"set_number", set_number}, {"before", last[0].Int(0) - count}, {"customer_ids", customer_ids}})
      .status();
}

// Replaced rows are removed and written again: one way to write rows, and as fast for a thousand as for one.
absl::Status Replace(Session& session, int32_t set_number, const Rescored& rescored) {
  std::vector<std::string> customer_ids = rescored.without_score;
  for (const CustomerScore& score : rescored.scores) customer_ids.push_back(score.summary.customer_id);
  if (customer_ids.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(
      session.Run(sql::kRemoveScores, {{"set_number", set_number}, {"customer_ids", customer_ids}}).status());
  RETURN_IF_ERROR(CopyScores(session, set_number, rescored.scores));
  return NoteChanges(session, set_number, customer_ids);
}

absl::Status Move(Session& session, const FollowPlace& place, const std::string& next_cursor) {
  ASSIGN_OR_RETURN(const Rows moved, session.Run(sql::kMoveFollow, {{"set_number", place.set_number},
                                                                    {"before", place.cursor},
                                                                    {"next", next_cursor}}));
  if (moved.affected() > 0) return absl::OkStatus();
  return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE",
                 "Somebody else moved the place; read it again.");
}

}  // namespace

absl::StatusOr<FollowPlace> SqlFollowStore::Place() {
  ASSIGN_OR_RETURN(const Rows rows,
                   database_.InSession([](Session& session) { return session.Run(sql::kFindFollow); }));
  return FollowPlace{static_cast<int32_t>(rows[0].Int(0)), std::string(rows[0].Text(1))};
}

absl::Status SqlFollowStore::Apply(const FollowPlace& place, const Rescored& rescored,
                                   const std::string& next_cursor) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(Move(session, place, next_cursor));
    return Replace(session, place.set_number, rescored);
  });
}

absl::Status SqlFollowStore::StartAnew(const FollowPlace& place, absl::FunctionRef<absl::Status()> then) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(Move(session, place, ""));
    return then();
  });
}

}  // namespace bestand::scoring
