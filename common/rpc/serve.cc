#include "common/rpc/serve.h"

#include "common/error/error.h"
#include "common/rpc/grpc_log.h"
#include "common/rpc/stop_signals.h"

namespace bestand::rpc {
namespace {

// `drained` ends what the data port's calls may have left.
absl::Status ServeUntilStopped(const config::ServerSettings& settings, Server::Parts parts,
                               const std::function<void()>& drained) {
  BlockStopSignals();
  const log::Logger& logger = parts.logger;
  const GrpcLog grpc_log(logger);
  ASSIGN_OR_RETURN(const auto server, Server::Start(settings, std::move(parts)));
  const int signal = WaitForStopSignal();
  logger.Info("stopping", {{"signal", signal}});
  const SecondSignal second;
  server->Stop();
  drained();
  logger.Info("stopped");
  return absl::OkStatus();
}

}  // namespace

absl::Status Serve(const config::ServerSettings& settings, Runtime& runtime,
                   const std::vector<Hosted>& services, const Ready& ready) {
  return ServeUntilStopped(settings, GrpcParts(settings, runtime, services, ready), [&] {
    runtime.executor().Drain();
    runtime.streams().Drain();
    runtime.waiters().Drain();
  });
}

absl::Status Serve(const config::ServerSettings& settings, Server::Parts parts) {
  return ServeUntilStopped(settings, std::move(parts), [] {});
}

}  // namespace bestand::rpc
