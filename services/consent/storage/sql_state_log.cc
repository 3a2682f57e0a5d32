#include "services/consent/storage/sql_state_log.h"

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

constexpr int64_t kMostRead = 10'000;  // more at once is not worth the reading
constexpr int64_t kKept = 2 * kMostRead;

// Says whether the rows tell all that came between `after` and the version they tell of.
bool IsComplete(int64_t after, const Rows& rows) {
  const Row& first = rows[0];
  const bool all_noted = first.Bool(2);
  if (!all_noted || static_cast<int64_t>(rows.size()) > kMostRead) return false;
  return first.IsNull(4) ? first.Int(0) == after : first.Int(4) == after + 1;
}

StateNews NewsOf(int64_t after, const Rows& rows) {
  StateNews news{.version = {rows[0].Int(0), rows[0].Time(3), rows[0].Int(6)},
                 .log_size = rows[0].Int(1),
                 .complete = IsComplete(after, rows)};
  if (!news.complete || rows[0].IsNull(4)) return news;
  for (const Row row : rows) news.changes.push_back({row.Int(4), std::string(row.Text(5))});
  return news;
}

}  // namespace

absl::Status NoteChanges(Session& session, std::span<const std::string> customers) {
  if (customers.empty()) return absl::OkStatus();
  return session.Run(sql::kNoteChanges, {{"customer_ids", customers}}).status();
}

absl::Status NoteChangeOfAll(Session& session) {
  const std::string everybody;
  return NoteChanges(session, {&everybody, 1});
}

absl::Status RemoveOldChanges(storage::Database& database) {
  return database.InSession([](Session& session) {
    return session.Run(sql::kRemoveStateChanges, {{"kept", kKept}}).status();
  });
}

absl::StatusOr<StateNews> SqlStateLog::ReadAfter(int64_t after) {
  const auto read = [&](Session& session) -> absl::StatusOr<StateNews> {
    ASSIGN_OR_RETURN(const Rows rows,
                     session.Run(sql::kReadState, {{"after", after}, {"limit", kMostRead + 1}}));
    if (rows.empty()) return absl::InternalError("the log has no head");
    return NewsOf(after, rows);
  };
  return database_.InSession(read, Repeat::kOnce);
}

}  // namespace bestand::consent
