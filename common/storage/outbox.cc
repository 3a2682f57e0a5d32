#include "common/storage/outbox.h"

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/storage/statements.h"
#include "common/time/deadline.h"

namespace bestand::storage {
namespace {

namespace sql = common::sql;
using PlacedChanges = std::vector<PlacedChange>;

constexpr absl::Duration kPoll = absl::Milliseconds(100);

PlacedChange ToChange(const Row& row) {
  return {.position = row.Int(0),
          .id = std::string(row.Text(1)),
          .change = {std::string(row.Text(2)), std::string(row.Text(3)), row.Bytes(4)},
          .create_time = row.Time(5)};
}

absl::Status CheckCursor(Session& session, int64_t after) {
  ASSIGN_OR_RETURN(const Rows head, session.Run(sql::kGetOutboxHead));
  const int64_t last = head[0].Int(0), removed = head[0].Int(1);
  if (after <= last && after >= removed) return absl::OkStatus();
  return Failure(
      absl::StatusCode::kInvalidArgument, "CURSOR_UNKNOWN",
      "What follows position " + std::to_string(after) +
          " of the changes is not there, or no longer; read everything anew, then go on from position " +
          std::to_string(removed) + ".",
      {{"cursor", std::to_string(after)}, {"oldest_cursor", std::to_string(removed)}});
}

absl::StatusOr<Rows> RunRead(Session& session, const ReadFrom& from) {
  if (from.topic.empty())
    return session.Run(sql::kReadChanges, {{"after", from.after}, {"limit", from.limit}});
  return session.Run(sql::kReadChangesOfTopic,
                     {{"topic", from.topic}, {"after", from.after}, {"limit", from.limit}});
}

}  // namespace

absl::Status Outbox::Append(Session& session, std::span<const Change> changes) {
  if (changes.empty()) return absl::OkStatus();
  std::vector<std::string> ids, topics, customer_ids;
  std::vector<Bytes> payloads;
  for (const Change& change : changes) {
    ids.push_back(NewUuid());
    topics.push_back(change.topic);
    customer_ids.push_back(change.customer_id);
    payloads.push_back({change.payload});
  }
  session.OnCommit([this] { Wake(); });
  return session
      .Run(sql::kAppendChanges,
           {{"ids", ids}, {"topics", topics}, {"customer_ids", customer_ids}, {"payloads", payloads}})
      .status();
}

absl::StatusOr<PlacedChanges> Outbox::ReadAfter(const ReadFrom& from) {
  RETURN_IF_ERROR(GivePositions());
  return database_.InSession(
      [&](Session& session) -> absl::StatusOr<PlacedChanges> {
        ASSIGN_OR_RETURN(const Rows rows, RunRead(session, from));
        // Afterwards: what was removed before it could be read shows.
        RETURN_IF_ERROR(CheckCursor(session, from.after));
        PlacedChanges changes;
        for (const Row row : rows) changes.push_back(ToChange(row));
        return changes;
      },
      Repeat::kOnce);
}

absl::StatusOr<PlacedChanges> Outbox::AwaitAfter(const ReadFrom& from, absl::Duration patience) {
  const absl::Time end = std::min(absl::Now() + patience, CurrentDeadline());
  while (true) {
    int64_t seen = 0;
    {
      const std::lock_guard lock(mutex_);
      seen = appends_;
    }
    ASSIGN_OR_RETURN(PlacedChanges changes, ReadAfter(from));
    const absl::Duration left = end - absl::Now();
    if (!changes.empty() || left <= absl::ZeroDuration()) return changes;
    std::unique_lock lock(mutex_);
    appended_.wait_for(lock, absl::ToChronoMicroseconds(std::min(left, kPoll)),
                       [&] { return appends_ != seen; });
  }
}

absl::StatusOr<int64_t> Outbox::LastPosition() {
  RETURN_IF_ERROR(GivePositions());
  return database_.InSession(
      [](Session& session) -> absl::StatusOr<int64_t> {
        ASSIGN_OR_RETURN(const Rows head, session.Run(sql::kGetOutboxHead));
        return head[0].Int(0);
      },
      Repeat::kOnce);
}

absl::StatusOr<int64_t> Outbox::RemoveBefore(absl::Time before) {
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(const Rows last, session.Run(sql::kFindLastChangeBefore, {{"before", before}}));
    if (last[0].IsNull(0)) return 0;
    ASSIGN_OR_RETURN(const Rows removed, session.Run(sql::kRemoveChanges, {{"upto", last[0].Int(0)}}));
    RETURN_IF_ERROR(session.Run(sql::kNoteRemovedChanges, {{"upto", last[0].Int(0)}}).status());
    return removed.affected();
  });
}

absl::Status Outbox::GivePositions() {
  ASSIGN_OR_RETURN(const bool waiting, database_.InSession(
                                           [](Session& session) -> absl::StatusOr<bool> {
                                             ASSIGN_OR_RETURN(const Rows rows,
                                                              session.Run(sql::kFindWaitingChanges));
                                             return rows[0].Bool(0);
                                           },
                                           Repeat::kOnce));
  if (!waiting) return absl::OkStatus();
  return database_.InTransaction([](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows head, session.Run(sql::kLockOutboxHead));
    // A statement of its own after the lock: it sees what the holder before us has committed.
    ASSIGN_OR_RETURN(const Rows placed, session.Run(sql::kPlaceChanges, {{"last", head[0].Int(0)}}));
    return session.Run(sql::kMoveOutboxHead, {{"count", placed.affected()}}).status();
  });
}

void Outbox::Wake() {
  const std::lock_guard lock(mutex_);
  ++appends_;
  appended_.notify_all();
}

}  // namespace bestand::storage
