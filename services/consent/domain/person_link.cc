#include "services/consent/domain/person_link.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"

namespace bestand::consent {
namespace {

constexpr size_t kLeastSecret = 16;
constexpr char kSeparator = '\n';  // in no customer's id and in no purpose's

std::string_view LetterOf(LinkUse use) { return use == LinkUse::kUnsubscribe ? "u" : "p"; }

absl::Status UnknownLink() {
  return Failure(absl::StatusCode::kNotFound, "LINK_UNKNOWN",
                 "This link is not one of ours; take it from the message, whole.");
}

std::string PayloadOf(const ConsentKey& key) {
  return absl::StrCat(key.customer, std::string(1, kSeparator), static_cast<int>(key.channel),
                      std::string(1, kSeparator), key.purpose);
}

// Only of a payload that we signed.
absl::StatusOr<ConsentKey> KeyOf(const std::string& payload) {
  const std::vector<std::string> parts = absl::StrSplit(payload, kSeparator);
  int channel = -1;
  if (parts.size() != 3) return UnknownLink();
  std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), channel);
  if (channel < 0 || channel >= kChannels) return UnknownLink();
  return ConsentKey{parts[0], static_cast<Channel>(channel), parts[2]};
}

// The name in front keeps the key's other uses apart.
std::string SignatureOf(const LinkKey& key, std::string_view signed_part) {
  return ToBase64Url(HmacSha256(key.secret, std::string("bestand link 1\n").append(signed_part)));
}

}  // namespace

absl::StatusOr<std::string> PersonLinks::Sign(LinkUse use, const ConsentKey& key) const {
  ASSIGN_OR_RETURN(const std::vector<LinkKey> keys, keys_());
  const LinkKey& newest = keys.back();
  const std::string part =
      absl::StrCat(std::string(LetterOf(use)), ".", newest.id, ".", ToBase64Url(PayloadOf(key)));
  return absl::StrCat(part, ".", SignatureOf(newest, part));
}

absl::StatusOr<ConsentKey> PersonLinks::Read(LinkUse use, std::string_view token) const {
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(token.data(), token.size()), '.');
  if (parts.size() != 4 || parts[0] != LetterOf(use)) return UnknownLink();
  ASSIGN_OR_RETURN(const std::vector<LinkKey> keys, keys_());
  const auto key = std::ranges::find(keys, parts[1], &LinkKey::id);
  if (key == keys.end()) return UnknownLink();
  const std::string_view signed_part = token.substr(0, token.rfind('.'));
  if (!SameSecret(SignatureOf(*key, signed_part), parts[3])) return UnknownLink();
  const auto payload = FromBase64Url(parts[2]);
  return payload.has_value() ? KeyOf(*payload) : UnknownLink();
}

absl::StatusOr<std::vector<LinkKey>> LinkKeysOf(std::string_view lines) {
  constexpr std::string_view kSetting = "consent.link_keys_file";
  ASSIGN_OR_RETURN(const std::vector<LinkKey> keys, NamedKeysOf(kSetting, lines));
  for (const LinkKey& key : keys) {
    if (key.id == "0") return WrongKeys(kSetting, "names a key 0, which is the database's own.");
    if (key.secret.size() < kLeastSecret) {
      return WrongKeys(kSetting, "holds a secret of fewer than 16 bytes.");
    }
  }
  return keys;
}

std::string UnsubscribeLink(std::string_view base_url, std::string_view token) {
  return std::string(base_url).append("/unsubscribe?token=").append(token);
}

std::string PreferencesLink(std::string_view base_url, std::string_view token) {
  return std::string(base_url).append("/preferences?token=").append(token);
}

}  // namespace bestand::consent
