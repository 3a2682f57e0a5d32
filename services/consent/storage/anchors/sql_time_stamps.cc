#include "services/consent/storage/anchors/sql_time_stamps.h"

#include <limits>

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {
namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;
using storage::Session;

std::optional<StampedCheckpoint> StampedIn(const Rows& rows, const std::string& origin) {
  if (rows.empty()) return std::nullopt;
  const Row row = rows[0];
  return StampedCheckpoint{{origin, row.Int(0), row.Bytes(1)}, row.Bytes(2), row.Time(3), {}};
}

}  // namespace

absl::StatusOr<std::optional<StampedCheckpoint>> NewestStamped(Session& session, const std::string& origin,
                                                               int64_t most) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kNewestTimeStamp, {{"origin", origin}, {"most", most}}));
  return StampedIn(rows, origin);
}

absl::StatusOr<std::optional<StampedCheckpoint>> FirstStamped(Session& session, const std::string& origin,
                                                              int64_t least, int64_t most) {
  ASSIGN_OR_RETURN(const Rows rows,
                   session.Run(sql::kFirstTimeStamp, {{"origin", origin}, {"least", least}, {"most", most}}));
  return StampedIn(rows, origin);
}

absl::StatusOr<std::optional<StampedCheckpoint>> SqlTimeStamps::Newest() {
  return database_.InSession(
      [&](Session& session) { return NewestStamped(session, origin_, std::numeric_limits<int64_t>::max()); });
}

absl::Status SqlTimeStamps::Add(const StampedCheckpoint& stamped) {
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kAddTimeStamp, {{"origin", origin_},
                                  {"log_size", stamped.checkpoint.size},
                                  {"root", Bytes{stamped.checkpoint.root}},
                                  {"response", Bytes{stamped.response}},
                                  {"stamp_time", stamped.time}})
        .status();
  });
}

}  // namespace bestand::consent
