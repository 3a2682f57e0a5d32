#include "services/scoring/storage/sql_snapshot_source.h"

#include "common/error/error.h"
#include "services/scoring/storage/statements.h"

namespace bestand::scoring {

using storage::Repeat;
using storage::Row;
using storage::Rows;
using storage::Session;

absl::StatusOr<SnapshotHead> SqlSnapshotSource::Head() {
  ASSIGN_OR_RETURN(const Rows rows,
                   database_.InSession([](Session& session) { return session.Run(sql::kFindSnapshotHead); },
                                       Repeat::kOnce));
  return SnapshotHead{static_cast<int32_t>(rows[0].Int(0)), rows[0].Int(1)};
}

// The scores are read after the list of whose changed, so they are at least as new.
absl::StatusOr<ScoreChanges> SqlSnapshotSource::ChangesAfter(int32_t set_number, int64_t after, int limit) {
  const auto list = [&](Session& session) {
    return session.Run(sql::kListChanges, {{"set_number", set_number}, {"after", after}, {"limit", limit}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(list, Repeat::kOnce));
  ScoreChanges news{.changes = {}, .last_change = after};
  if (rows.empty()) return news;
  std::vector<std::string> ids;
  for (const Row row : rows) ids.emplace_back(row.Text(1));
  ASSIGN_OR_RETURN(FoundScores found, reader_.FindMany(ids));
  if (found.set->number != set_number) {
    return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE", "Another set was published; look again.");
  }
  for (size_t i = 0; i < ids.size(); ++i) {
    news.changes.push_back({std::move(ids[i]), std::move(found.scores[i])});
  }
  news.last_change = rows[rows.size() - 1].Int(0);
  return news;
}

}  // namespace bestand::scoring
