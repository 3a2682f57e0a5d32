#include "tools/bestandctl/call/health.h"

#include "common/error/error.h"
#include "common/rpc/generic_call.h"

namespace bestand::ctl {
namespace {

// Two messages of one field each, so they are written by hand: HealthCheckRequest{service: "ready"} and
// HealthCheckResponse{status: SERVING}.
const std::string kRequest = std::string("\x0a\x05") + "ready";
const std::string kServing = "\x08\x01";

}  // namespace

absl::StatusOr<bool> IsReady(const rpc::Remote& remote) {
  ASSIGN_OR_RETURN(const std::string answer,
                   rpc::CallRaw(remote, "/grpc.health.v1.Health/Check", kRequest, absl::Seconds(3)));
  return answer == kServing;
}

}  // namespace bestand::ctl
