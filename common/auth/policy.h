#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::auth {

// One caller that the policy file knows.
struct PolicyEntry {
  std::string name;
  std::vector<std::string> key_digests;       // SHA-256 of each valid key, 64 lower-case hex digits
  std::vector<std::string> certificate_uris;  // "spiffe://example.org/campaign-tool"
  std::vector<std::string> scopes;            // "consent.check", "score.*", "*"
};

// Who may call what. A caller that is not in it may call nothing.
struct Policy {
  std::vector<PolicyEntry> callers;
};

// Reads a policy in TOML:
//
//     [[caller]]
//     name = "campaign-tool"
//     key_sha256 = ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
//     certificate_uri = ["spiffe://example.org/campaign-tool"]
//     scopes = ["consent.*", "score.read"]
//
// or `caller = []`, where nobody may call.
// Fails with SETTING_INVALID naming everything that is wrong: unknown entries, a caller without a
// name, without a key and a certificate, or named twice; a digest or certificate given twice; a
// wildcard that is not at a scope's end.
absl::StatusOr<Policy> ParsePolicy(std::string_view toml);

// The same from a file; fails with SETTING_INVALID when it cannot be read.
absl::StatusOr<Policy> ReadPolicy(const std::string& path);

// Returns the SHA-256 of `text` as 64 lower-case hex digits, as the policy file wants it of a key.
std::string DigestOf(std::string_view text);

}  // namespace bestand::auth
