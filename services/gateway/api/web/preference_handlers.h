#pragma once

#include <string>
#include <vector>

#include "services/gateway/api/web/routes.h"
#include "services/gateway/api/web/visit.h"

namespace bestand::gateway {

// The pages behind the links of messages: the end of them (also with one click, RFC 8058) and the preference
// centre. Threads may share it.
class PreferenceHandlers {
 public:
  PreferenceHandlers(ConsentDesk& desk, const Place& place) : desk_(desk), place_(place) {}

  std::vector<Route> Routes();

 private:
  HttpAnswer LookAtLink(const HttpRequest& request);
  HttpAnswer Unsubscribe(const HttpRequest& request);
  HttpAnswer LookAtPreferences(const HttpRequest& request);
  HttpAnswer Change(const HttpRequest& request);
  HttpAnswer ShowPreferences(const HttpRequest& request, std::string_view notice);

  ConsentDesk& desk_;
  const Place& place_;
};

}  // namespace bestand::gateway
