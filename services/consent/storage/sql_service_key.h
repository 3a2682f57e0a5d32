#pragma once

#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "common/storage/database.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {

// A key as a migration made it, "address" (under which addresses are counted) or "link" (which signs links):
// kept in the database beside what it protects. A key from a file is better. Threads may share it.
class SqlServiceKey {
 public:
  SqlServiceKey(storage::Database& database, std::string name)
      : database_(database), name_(std::move(name)) {}

  // Reads it once. Fails with DATABASE_AWAY and the like.
  absl::StatusOr<std::string> Get();

 private:
  storage::Database& database_;
  const std::string name_;
  std::mutex mutex_;
  std::string key_;
};

// Returns the database's own key as key "0", and behind it those of a file, if there is one: what the
// database's key signed before there was a file stays good, since links never expire. `of_database` must
// outlive it.
LinkKeys WithDatabaseKey(const LinkKeys& of_file, SqlServiceKey& of_database);

}  // namespace bestand::consent
