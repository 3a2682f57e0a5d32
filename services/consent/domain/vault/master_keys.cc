#include "services/consent/domain/vault/master_keys.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "common/id/aead.h"
#include "common/id/encoding.h"

namespace bestand::consent {
namespace {

// What a wrapped key is bound to.
std::string PlaceOf(std::string_view subject, const std::string& master_key_id) {
  return absl::StrCat("bestand subject key 1\n", master_key_id, "\n", std::string(subject));
}

}  // namespace

absl::StatusOr<MasterKeys> MasterKeys::Of(std::string_view lines) {
  constexpr std::string_view kSetting = "consent.master_key_file";
  ASSIGN_OR_RETURN(std::vector<NamedKey> keys, NamedKeysOf(kSetting, lines));
  for (NamedKey& key : keys) {
    auto bytes = FromBase64(key.secret);
    if (!bytes.has_value() || bytes->size() != kSealKeyBytes) {
      return WrongKeys(kSetting, "holds a secret that is not 32 bytes in base64.");
    }
    key.secret = *std::move(bytes);
  }
  return MasterKeys(std::move(keys));
}

WrappedKey MasterKeys::Wrap(std::string_view subject, std::string_view key) const {
  const NamedKey& newest = keys_.back();
  return {newest.id, Seal(newest.secret, key, PlaceOf(subject, newest.id))};
}

std::optional<std::string> MasterKeys::Unwrap(std::string_view subject, const WrappedKey& wrapped) const {
  const auto master = std::ranges::find(keys_, wrapped.master_key_id, &NamedKey::id);
  if (master == keys_.end()) return std::nullopt;
  return Open(master->secret, wrapped.bytes, PlaceOf(subject, master->id));
}

}  // namespace bestand::consent
