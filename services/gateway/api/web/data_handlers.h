#pragma once

#include <vector>

#include "services/gateway/api/web/routes.h"
#include "services/gateway/domain/held_data.h"

namespace bestand::gateway {

// Hands people what is held about them, as a page or as a file. Only by POST: who follows a link, or scans
// it, gets nothing. Threads may share it.
class DataHandlers {
 public:
  DataHandlers(DataDesk& desk, const Place& place) : desk_(desk), place_(place) {}

  std::vector<Route> Routes();

 private:
  HttpAnswer HandOut(const HttpRequest& request);

  DataDesk& desk_;
  const Place& place_;
};

}  // namespace bestand::gateway
