#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/config/fields.h"
#include "common/config/settings.h"
#include "services/consent/domain/vault/master_keys.h"

namespace bestand::consent {

// Where the keys of what is personal lie, as it is set.
struct VaultSettings {
  config::DatabaseSettings database;
  std::string master_key_file;
};

// Describes the settings keys_database.* and consent.master_key_file.
void Describe(config::Fields& fields, VaultSettings& settings);

// Reads the master keys from their file.
absl::StatusOr<MasterKeys> ReadMasterKeys(const VaultSettings& settings);

}  // namespace bestand::consent
