#pragma once

#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "common/storage/database.h"

namespace bestand::consent {

// The key under which addresses are counted, as a migration made it: kept in the database beside what
// it protects. A key from a file is better. Threads may share it.
class SqlAddressKey {
 public:
  explicit SqlAddressKey(storage::Database& database) : database_(database) {}

  // Reads it once. Fails with DATABASE_AWAY and the like.
  absl::StatusOr<std::string> Get();

 private:
  storage::Database& database_;
  std::mutex mutex_;
  std::string key_;
};

}  // namespace bestand::consent
