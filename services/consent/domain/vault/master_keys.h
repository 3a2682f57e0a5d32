#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/key_file.h"

namespace bestand::consent {

// A subject's key as it may be stored: sealed by a master key.
struct WrappedKey {
  std::string master_key_id;
  std::string bytes;
};

// The keys that wrap those of subjects. The newest wraps; older ones only unwrap, until all is wrapped anew.
class MasterKeys {
 public:
  // Of a file's lines "id secret", the newest last; a secret is 32 bytes in base64. Fails with
  // SETTING_INVALID.
  static absl::StatusOr<MasterKeys> Of(std::string_view lines);

  WrappedKey Wrap(std::string_view subject, std::string_view key) const;

  // Returns the key; nothing when its master key is not here, or when it is another subject's.
  std::optional<std::string> Unwrap(std::string_view subject, const WrappedKey& wrapped) const;

  const std::string& newest_id() const { return keys_.back().id; }

 private:
  explicit MasterKeys(std::vector<NamedKey> keys) : keys_(std::move(keys)) {}

  std::vector<NamedKey> keys_;
};

}  // namespace bestand::consent
