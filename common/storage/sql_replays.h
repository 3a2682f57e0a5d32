#pragma once

#include <functional>
#include <optional>
#include <string>

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

}  // namespace bestand::storage
