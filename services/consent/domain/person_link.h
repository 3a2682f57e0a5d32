#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/consent_store.h"
#include "services/consent/domain/key_file.h"

namespace bestand::consent {

// What a link in a message lets its holder do.
enum class LinkUse { kUnsubscribe, kPreferences };

// One key of those that links are signed with.
using LinkKey = NamedKey;

// Gives all keys, the one that signs last: a key stays in the list as long as one of its links may be
// followed, which is for ever. May have to read them from the database.
using LinkKeys = std::function<absl::StatusOr<std::vector<LinkKey>>()>;

// Makes and reads the tokens of links that never expire: they say whose they are themselves, and an
// HMAC-SHA-256 under a named key says that we made them. So nothing is kept per message, and they work after
// erasure too. Threads may share it.
class PersonLinks {
 public:
  explicit PersonLinks(LinkKeys keys) : keys_(std::move(keys)) {}

  // Returns a token of letters, digits, '-', '_' and '.', such as "u.1.YzE.c2ln…".
  absl::StatusOr<std::string> Sign(LinkUse use, const ConsentKey& key) const;

  // Returns whose the token is. Fails with LINK_UNKNOWN unless we signed it for this use.
  absl::StatusOr<ConsentKey> Read(LinkUse use, std::string_view token) const;

 private:
  const LinkKeys keys_;
};

// Returns the keys of a file's lines "id secret", the last one signing; ids are different, secrets at least
// 16 bytes. Fails with SETTING_INVALID.
absl::StatusOr<std::vector<LinkKey>> LinkKeysOf(std::string_view lines);

// Return the addresses of the pages that tokens lead to: where one consent ends, and where a customer decides
// about everything.
std::string UnsubscribeLink(std::string_view base_url, std::string_view token);
std::string PreferencesLink(std::string_view base_url, std::string_view token);

}  // namespace bestand::consent
