#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bestand::auth {

// What a caller may do. A scope is a name such as "consent.check"; a grant is a scope, a prefix with
// a trailing wildcard ("consent.*") or "*" for everything.
class Scopes {
 public:
  Scopes() = default;
  explicit Scopes(std::vector<std::string> grants) : grants_(std::move(grants)) {}

  // Says whether one of the grants covers `scope`; nothing covers an empty scope.
  bool Cover(std::string_view scope) const;

 private:
  std::vector<std::string> grants_;
};

// Who calls: an application, a partner or another service; never a person.
struct Caller {
  std::string name;  // as in the policy file, such as "campaign-tool"
  Scopes scopes;
};

}  // namespace bestand::auth
