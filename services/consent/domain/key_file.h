#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::consent {

// One of several keys that follow each other.
struct NamedKey {
  std::string id;  // 1 to 16 of a-z 0-9
  std::string secret;
};

// Returns the keys of a file's lines "id secret", at least one, ids all different. Fails with
// SETTING_INVALID, naming the setting.
absl::StatusOr<std::vector<NamedKey>> NamedKeysOf(std::string_view setting, std::string_view lines);

// Returns SETTING_INVALID: what is wrong with the file of a setting.
absl::Status WrongKeys(std::string_view setting, std::string_view problem);

}  // namespace bestand::consent
