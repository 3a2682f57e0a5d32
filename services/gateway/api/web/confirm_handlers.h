#pragma once

#include <string>

#include "services/gateway/api/web/routes.h"
#include "services/gateway/api/web/visit.h"

namespace bestand::gateway {

// The pages behind the link of a confirmation mail. Threads may share it.
class ConfirmHandlers {
 public:
  ConfirmHandlers(ConsentDesk& desk, const Place& place, PageViews& views)
      : desk_(desk), place_(place), views_(views) {}

  std::vector<Route> Routes();

 private:
  HttpAnswer Look(const HttpRequest& request);
  HttpAnswer Confirm(const HttpRequest& request);
  HttpAnswer Disown(const HttpRequest& request);
  // Shows where the request stands now, after `failure` told that it could not be done.
  HttpAnswer ShowState(const HttpRequest& request, const absl::Status& failure);

  ConsentDesk& desk_;
  const Place& place_;
  PageViews& views_;
};

}  // namespace bestand::gateway
