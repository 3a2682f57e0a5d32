#pragma once

#include "absl/time/time.h"
#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/consent/domain/vault/master_keys.h"
#include "services/consent/domain/vault/subject_keys.h"
#include "services/consent/storage/keys/key_cache.h"

namespace bestand::consent {

// Keeps the keys of subjects, wrapped, in a PostgreSQL database of their own; those used lately in memory
// too.
class SqlSubjectKeys final : public SubjectKeys {
 public:
  // All must outlive it. Not the database of the log: a backup of both together would keep what was erased.
  SqlSubjectKeys(storage::Database& keys_database, const MasterKeys& master_keys, const Clock& clock)
      : database_(keys_database), master_keys_(master_keys), clock_(clock) {}

  absl::StatusOr<Keys> Ensure(std::span<const std::string> subjects) override;
  absl::StatusOr<Keys> Find(std::span<const std::string> subjects) override;
  absl::Status Destroy(std::span<const std::string> subjects) override;

 private:
  absl::StatusOr<Keys> Make(std::span<const std::string> subjects);

  storage::Database& database_;
  const MasterKeys& master_keys_;
  const Clock& clock_;
  // Some 20 MB at most, and half an hour.
  KeyCache cache_{50'000, absl::Minutes(15)};
};

}  // namespace bestand::consent
