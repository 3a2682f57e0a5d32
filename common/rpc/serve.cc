#include "common/rpc/serve.h"

#include "common/error/error.h"
#include "common/rpc/grpc_log.h"
#include "common/rpc/stop_signals.h"

namespace bestand::rpc {

absl::Status Serve(const config::ServerSettings& settings, Runtime& runtime,
                   const std::vector<Hosted>& services, const Ready& ready) {
  BlockStopSignals();
  const GrpcLog grpc_log(runtime.logger());
  ASSIGN_OR_RETURN(const auto server, Server::Start(settings, runtime, services, ready));
  const int signal = WaitForStopSignal();
  runtime.logger().Info("stopping", {{"signal", signal}});
  const SecondSignal second;
  server->Stop();
  runtime.executor().Drain();
  runtime.streams().Drain();
  runtime.waiters().Drain();
  runtime.logger().Info("stopped");
  return absl::OkStatus();
}

}  // namespace bestand::rpc
