#pragma once

#include <span>
#include <string>

#include "common/storage/database.h"
#include "services/consent/domain/memory/state_log.h"

namespace bestand::consent {

// Notes, as the last thing of a transaction, whose state it changed; nobody's: nothing is noted. Until the
// commit all other writers wait. The log's own writes note theirs with the event.
absl::Status NoteChanges(storage::Session& session, std::span<const std::string> customers);

// The same where it may be anybody's.
absl::Status NoteChangeOfAll(storage::Session& session);

// Forgets old changes; whoever is further behind than those left forgets all it knows.
absl::Status RemoveOldChanges(storage::Database& database);

// Reads the versions of the state from PostgreSQL. Threads may share it.
class SqlStateLog final : public StateLog {
 public:
  explicit SqlStateLog(storage::Database& database) : database_(database) {}

  absl::StatusOr<StateNews> ReadAfter(int64_t after) override;

 private:
  storage::Database& database_;
};

}  // namespace bestand::consent
