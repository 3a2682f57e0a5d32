#include "common/auth/caller.h"

namespace bestand::auth {
namespace {

bool Covers(std::string_view grant, std::string_view scope) {
  if (!grant.ends_with('*')) return grant == scope;
  return scope.starts_with(grant.substr(0, grant.size() - 1));
}

}  // namespace

bool Scopes::Cover(std::string_view scope) const {
  if (scope.empty()) return false;
  for (const std::string& grant : grants_) {
    if (Covers(grant, scope)) return true;
  }
  return false;
}

}  // namespace bestand::auth
