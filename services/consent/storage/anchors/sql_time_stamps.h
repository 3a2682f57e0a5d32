#pragma once

#include <optional>
#include <string>

#include "common/storage/database.h"
#include "services/consent/work/time_stamps/time_stamp_store.h"

namespace bestand::consent {

// Returns the newest for a log's name with at most `most` events, as it is stored: whoever reads it checks
// it.
absl::StatusOr<std::optional<StampedCheckpoint>> NewestStamped(storage::Session& session,
                                                               const std::string& origin, int64_t most);

// Returns the first that covers `least` events, with at most `most`.
absl::StatusOr<std::optional<StampedCheckpoint>> FirstStamped(storage::Session& session,
                                                              const std::string& origin, int64_t least,
                                                              int64_t most);

// Keeps time stamps in PostgreSQL. Threads may share it.
class SqlTimeStamps final : public TimeStampStore {
 public:
  SqlTimeStamps(storage::Database& database, std::string origin)
      : database_(database), origin_(std::move(origin)) {}

  absl::StatusOr<std::optional<StampedCheckpoint>> Newest() override;
  absl::Status Add(const StampedCheckpoint& stamped) override;

 private:
  storage::Database& database_;
  const std::string origin_;
};

}  // namespace bestand::consent
