#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/idempotency/replays.h"
#include "common/storage/database.h"

namespace bestand::storage {

// Keeps answers in the service's own database. Threads may share it.
class SqlReplays : public idempotency::Replays {
 public:
  explicit SqlReplays(Database& database) : database_(database) {}

  absl::StatusOr<std::string> Once(const idempotency::ReplayKey& key,
                                   const std::function<absl::StatusOr<std::string>()>& work) override;
  absl::StatusOr<std::optional<std::string>> Find(const idempotency::ReplayKey& key) override;

  // Removes answers kept since before `before` (seven days ago is right); returns how many.
  absl::StatusOr<int64_t> RemoveBefore(absl::Time before);

 private:
  Database& database_;
};

// For many requests in one transaction that no other answers the same method meanwhile:

// Returns what each request was answered before: nothing, the answer, or REQUEST_ID_REUSED.
absl::StatusOr<std::vector<std::optional<absl::StatusOr<std::string>>>> FindAnswers(
    Session& session, std::span<const idempotency::ReplayKey> keys);

// Keeps the answers to requests that had none. Fails with ROW_CONFLICT when one came in between.
absl::Status KeepAnswers(Session& session, std::span<const idempotency::ReplayKey> keys,
                         std::span<const std::string> answers);

}  // namespace bestand::storage
