#include "services/customer_profile/storage/changes.h"

#include "absl/strings/numbers.h"
#include "common/error/error.h"
#include "services/customer_profile/storage/statements.h"

namespace bestand::customer_profile {
namespace {

constexpr std::string_view kTopic = "changes";
constexpr char kOldest[] = "oldest_cursor";

// Says in cursors, as callers know them, from where changes are still kept.
absl::Status InCursors(const absl::Status& status) {
  Facts facts = FactsOf(status);
  int64_t oldest = 0;
  if (ReasonOf(status) != "CURSOR_UNKNOWN" || !absl::SimpleAtoi(facts[kOldest], &oldest)) return status;
  return Failure(
      status.code(), "CURSOR_UNKNOWN",
      "Changes behind this cursor are kept no more; read everything anew, then go on from the cursor "
      "in the fact oldest_cursor.",
      {{kOldest, ToCursor(oldest)}});
}

}  // namespace

absl::Status CustomerUnknown(std::string_view customer_id) {
  return Failure(absl::StatusCode::kNotFound, "CUSTOMER_UNKNOWN",
                 "There is no such customer; create or import the customer first.",
                 {{"customer", "customers/" + std::string(customer_id)}});
}

absl::Status LockCustomer(storage::Session& session, std::string_view customer_id) {
  ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(sql::kLockCustomer, {{"customer_id", customer_id}}));
  return rows.empty() ? CustomerUnknown(customer_id) : absl::OkStatus();
}

absl::Status Tell(storage::Outbox& outbox, storage::Session& session, ChangeKind kind,
                  std::span<const std::string> customer_ids) {
  std::vector<storage::Change> changes;
  for (const std::string& customer_id : customer_ids) {
    changes.push_back({std::string(kTopic), customer_id, std::to_string(static_cast<int>(kind))});
  }
  return outbox.Append(session, changes);
}

absl::Status Tell(storage::Outbox& outbox, storage::Session& session, ChangeKind kind,
                  std::string_view customer_id) {
  const std::string one(customer_id);
  return Tell(outbox, session, kind, std::span(&one, 1));
}

absl::StatusOr<ChangeChunk> SqlChangeStore::AwaitAfter(int64_t position, absl::Duration patience) {
  const auto placed =
      outbox_.AwaitAfter({.topic = std::string(kTopic), .after = position, .limit = 1000}, patience);
  if (!placed.ok()) return InCursors(placed.status());
  ChangeChunk chunk{.position = position};
  for (const storage::PlacedChange& change : *placed) {
    const int kind = change.change.payload.empty() ? 0 : change.change.payload[0] - '0';
    chunk.changes.push_back({static_cast<ChangeKind>(kind), change.change.customer_id});
    chunk.position = change.position;
  }
  return chunk;
}

}  // namespace bestand::customer_profile
