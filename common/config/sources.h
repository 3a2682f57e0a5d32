#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/config/fields.h"

namespace bestand::config {

// Where settings come from; later ones win: file, environment, --set.
struct Sources {
  std::string file;               // TOML; "" for none
  std::vector<std::string> sets;  // "key=value"
};

// Returns all settings given. The environment has one: BESTAND_DATABASE_URL for database.url.
// Fails with SETTING_INVALID when the file cannot be read or parsed (with its line) or a --set has
// no "=".
absl::StatusOr<GivenSettings> Gather(const Sources& sources);

// Returns the content of a file that holds a secret, without the line's end at its end. Fails with
// SETTING_INVALID when it cannot be read, is empty or is larger than 64 KiB.
absl::StatusOr<std::string> ReadSecret(const std::string& path);

// Returns `address` with the password of "scheme://user:password@host" or "password=…" replaced.
std::string WithoutPassword(std::string_view address);

}  // namespace bestand::config
