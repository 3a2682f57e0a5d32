#include "common/auth/gate.h"

#include "common/error/error.h"

namespace bestand::auth {
namespace {

constexpr size_t kMaxKeyBytes = 4096;
constexpr size_t kMaxNameBytes = 64;

absl::Status Unknown() {
  return Failure(absl::StatusCode::kUnauthenticated, "CALLER_UNKNOWN",
                 "The caller is not known; send a key or a certificate that the policy file knows.");
}

bool IsPlainName(std::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes) return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
         std::string_view::npos;
}

}  // namespace

StrictGate::StrictGate(const Policy& policy) {
  for (const PolicyEntry& entry : policy.callers) {
    const auto caller = std::make_shared<const Caller>(Caller{entry.name, Scopes(entry.scopes)});
    for (const std::string& digest : entry.key_digests) by_key_digest_[digest] = caller;
    for (const std::string& uri : entry.certificate_uris) by_certificate_uri_[uri] = caller;
  }
}

// Keys are looked up by their digest: how long the comparison takes tells about the digest of a
// guess, from which no valid key can be worked out.
absl::StatusOr<std::shared_ptr<const Caller>> StrictGate::Identify(const Credentials& credentials) const {
  if (credentials.bearer_key.size() > kMaxKeyBytes) return Unknown();
  if (!credentials.bearer_key.empty()) {
    const auto found = by_key_digest_.find(DigestOf(credentials.bearer_key));
    if (found == by_key_digest_.end()) return Unknown();
    return found->second;
  }
  for (const std::string_view uri : credentials.certificate_uris) {
    const auto found = by_certificate_uri_.find(uri);
    if (found != by_certificate_uri_.end()) return found->second;
  }
  return Unknown();
}

LoopbackGate::LoopbackGate() : unnamed_(std::make_shared<const Caller>(Caller{"loopback", Scopes({"*"})})) {}

absl::StatusOr<std::shared_ptr<const Caller>> LoopbackGate::Identify(const Credentials& credentials) const {
  if (credentials.claimed_name.empty()) return unnamed_;
  if (!IsPlainName(credentials.claimed_name)) return Unknown();
  return std::make_shared<const Caller>(Caller{std::string(credentials.claimed_name), Scopes({"*"})});
}

absl::StatusOr<std::unique_ptr<Gate>> OpenGate(const std::string& policy_file, bool insecure_loopback) {
  if (insecure_loopback) return std::make_unique<LoopbackGate>();
  ASSIGN_OR_RETURN(const Policy policy, ReadPolicy(policy_file));
  return std::make_unique<StrictGate>(policy);
}

absl::Status Authorise(const Caller& caller, std::string_view scope) {
  if (caller.scopes.Cover(scope)) return absl::OkStatus();
  const std::string wanted = scope.empty() ? "none (the method answers nobody)" : std::string(scope);
  return Failure(absl::StatusCode::kPermissionDenied, "SCOPE_MISSING",
                 caller.name + " lacks the scope " + wanted + "; ask for it in the policy file.",
                 {{"scope", std::string(scope)}, {"caller", caller.name}});
}

}  // namespace bestand::auth
