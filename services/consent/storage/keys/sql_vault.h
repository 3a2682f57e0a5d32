#pragma once

#include <memory>

#include "common/storage/database.h"
#include "services/consent/domain/vault/payload_vault.h"
#include "services/consent/storage/keys/sql_subject_keys.h"
#include "services/consent/work/key_settings.h"

namespace bestand::consent {

// The vault of a process with the database of its keys. Threads may share it.
class SqlVault {
 public:
  // Reads the master keys; the database may still be away.
  static absl::StatusOr<std::unique_ptr<SqlVault>> Open(const KeySettings& settings, int sessions);

  const PayloadVault& payloads() const { return payloads_; }
  SubjectKeys& keys() { return keys_; }

  // Brings the database of the keys to this version's schema, gives the role that serves its rights,
  // and wraps all keys by the newest master key.
  absl::Status Migrate(std::string_view service_role);
  // Says whether it has another schema. When it is away nobody knows, and checks need no keys: then it fits.
  bool Fits();

 private:
  SqlVault(storage::Options options, MasterKeys master_keys);

  storage::Database database_;
  const MasterKeys master_keys_;
  SqlSubjectKeys keys_;
  const PayloadVault payloads_{keys_};
};

}  // namespace bestand::consent
