#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/channel.h"

namespace bestand::ctl {

// Says whether the service calls itself ready (grpc.health.v1, service "ready"): alive, its database
// within reach and of the right schema. Waits for at most three seconds. Fails as rpc::FromGrpc says.
absl::StatusOr<bool> IsReady(const rpc::Remote& remote);

}  // namespace bestand::ctl
