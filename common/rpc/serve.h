#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/config/settings.h"
#include "common/rpc/runtime.h"
#include "common/rpc/server.h"

namespace bestand::rpc {

// Serves until SIGTERM or SIGINT, then drains: health to NOT_SERVING, `settings.drain` for the load
// balancers to notice, no new calls, running ones get `settings.stop_within`, then OK. A second
// signal ends the process at once. Fails as Server::Start does. The signals must be blocked before
// the first thread starts (ServiceMain does).
absl::Status Serve(const config::ServerSettings& settings, Runtime& runtime,
                   const std::vector<Hosted>& services, const Ready& ready);

// The same for a process whose data port is not gRPC's; what it needs must outlive this.
absl::Status Serve(const config::ServerSettings& settings, Server::Parts parts);

}  // namespace bestand::rpc
