#include "services/consent/domain/vault/payload_vault.h"

#include <set>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/error/error.h"
#include "common/id/aead.h"

namespace bestand::consent {
namespace {

constexpr size_t kSaltBytes = 32;

std::string Associated(const PayloadPlace& place) {
  return absl::StrCat("bestand payload 1\n", place.log_index, "\n", place.subject);
}

template <typename Payload>
std::vector<std::string> SubjectsOf(std::span<const Payload> payloads) {
  std::set<std::string> subjects;
  for (const Payload& payload : payloads) subjects.insert(payload.place.subject);
  return {subjects.begin(), subjects.end()};
}

std::optional<PlainPayload> OpenOne(const std::string& key, const SealedPayload& payload) {
  const auto text = bestand::Open(key, payload.sealed, Associated(payload.place));
  if (!text.has_value() || text->size() < kSaltBytes) return std::nullopt;
  return PlainPayload{payload.place, text->substr(0, kSaltBytes), text->substr(kSaltBytes)};
}

}  // namespace

absl::StatusOr<std::vector<std::string>> PayloadVault::Seal(std::span<const PlainPayload> payloads) const {
  ASSIGN_OR_RETURN(const SubjectKeys::Keys keys, keys_.Ensure(SubjectsOf(payloads)));
  std::vector<std::string> sealed;
  for (const PlainPayload& payload : payloads) {
    sealed.push_back(bestand::Seal(keys.at(payload.place.subject), payload.salt + payload.payload,
                                   Associated(payload.place)));
  }
  return sealed;
}

absl::StatusOr<std::vector<std::optional<PlainPayload>>> PayloadVault::Open(
    std::span<const SealedPayload> payloads) const {
  ASSIGN_OR_RETURN(const SubjectKeys::Keys keys, keys_.Find(SubjectsOf(payloads)));
  std::vector<std::optional<PlainPayload>> opened;
  for (const SealedPayload& payload : payloads) {
    const auto key = keys.find(payload.place.subject);
    opened.push_back(key == keys.end() ? std::nullopt : OpenOne(key->second, payload));
  }
  return opened;
}

}  // namespace bestand::consent
