#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/config/fields.h"
#include "common/config/settings.h"
#include "common/tlog/note.h"
#include "services/consent/domain/vault/master_keys.h"

namespace bestand::consent {

// Where the keys of the log lie, as it is set: the one that signs it, and those of what is personal in it.
struct KeySettings {
  std::string signing_key_file;
  config::DatabaseSettings database;
  std::string master_key_file;
};

// Describes the settings keys_database.*, consent.signing_key_file and consent.master_key_file.
void Describe(config::Fields& fields, KeySettings& settings);

// Reads the key that signs from its file.
absl::StatusOr<tlog::Signer> ReadSigner(const KeySettings& settings);

// Reads the master keys from their file.
absl::StatusOr<MasterKeys> ReadMasterKeys(const KeySettings& settings);

}  // namespace bestand::consent
