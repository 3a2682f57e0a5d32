#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/auth/caller.h"
#include "common/auth/policy.h"

namespace bestand::auth {

// What a call brings to prove or claim who makes it. The views live as long as the call.
struct Credentials {
  std::string_view bearer_key;                     // from "authorization: Bearer <key>"; "" without
  std::vector<std::string_view> certificate_uris;  // of a client certificate that was verified
  std::string_view claimed_name;                   // from "x-bestand-caller"; proves nothing
};

// Tells who calls. Threads may share it.
class Gate {
 public:
  virtual ~Gate() = default;

  // Returns the caller. Fails with CALLER_UNKNOWN. Does not wait.
  virtual absl::StatusOr<std::shared_ptr<const Caller>> Identify(const Credentials& credentials) const = 0;
};

// Knows the callers of a policy: by a key first, else by a certificate. Names that are only claimed
// count for nothing.
class StrictGate : public Gate {
 public:
  explicit StrictGate(const Policy& policy);
  absl::StatusOr<std::shared_ptr<const Caller>> Identify(const Credentials& credentials) const override;

 private:
  std::map<std::string, std::shared_ptr<const Caller>, std::less<>> by_key_digest_;
  std::map<std::string, std::shared_ptr<const Caller>, std::less<>> by_certificate_uri_;
};

// Believes the claimed name ("loopback" without one) and grants everything. Only for a server that
// listens on the loopback interface; rpc::Serve refuses other addresses with it.
class LoopbackGate : public Gate {
 public:
  LoopbackGate();
  absl::StatusOr<std::shared_ptr<const Caller>> Identify(const Credentials& credentials) const override;

 private:
  std::shared_ptr<const Caller> unnamed_;
};

// Returns a LoopbackGate when `insecure_loopback`, else a StrictGate on the policy file; fails as
// ReadPolicy does.
absl::StatusOr<std::unique_ptr<Gate>> OpenGate(const std::string& policy_file, bool insecure_loopback);

// Fails with SCOPE_MISSING unless the caller's scopes cover `scope`. An empty scope, which is a
// method without the option `required_scope`, is covered by nothing: it answers nobody.
absl::Status Authorise(const Caller& caller, std::string_view scope);

}  // namespace bestand::auth
