#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/config/settings.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "common/rpc/data_port.h"
#include "common/rpc/grpc_port.h"
#include "common/rpc/readiness.h"
#include "common/rpc/runtime.h"
#include "grpcpp/server.h"

namespace bestand::rpc {

// Where a running server listens: "127.0.0.1:40123".
struct Addresses {
  std::string data;
  std::string health;
  std::string metrics;
};

// The three ports of a service: data, health (plaintext, grpc.health.v1: "" and "live" while the process
// lives; "ready" and each of the names as the readiness function says), metrics. Threads may share it.
class Server {
 public:
  struct Parts {
    const log::Logger& logger;
    metrics::Metrics& metrics;
    std::unique_ptr<DataPort> data;
    std::vector<std::string> names;  // in health, besides "ready"
    Ready ready;
  };

  // Starts all three and writes `settings.addresses_file`. Fails with SETTING_INVALID when an address
  // cannot be bound, a certificate cannot be read, or insecure_loopback meets an address that others
  // can reach.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const config::ServerSettings& settings, Parts parts);
  // The same with gRPC services on the data port.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const config::ServerSettings& settings,
                                                       Runtime& runtime, const std::vector<Hosted>& services,
                                                       const Ready& ready);
  // Stops at once unless Stop was called.
  ~Server();

  const Addresses& addresses() const { return addresses_; }

  // Drains as Serve does; returns when the last call has ended. A second call does nothing.
  void Stop();

 private:
  Server(const config::ServerSettings& settings, Parts parts);
  absl::Status Open();
  absl::Status OpenHealth();
  absl::Status OpenMetrics();
  void TellAll(bool serving);
  void StopAfter(absl::Duration drain, absl::Duration within);

  const config::ServerSettings settings_;
  Parts parts_;
  Addresses addresses_;
  std::unique_ptr<grpc::Server> health_;
  bool open_ = false;  // the data port
  std::unique_ptr<metrics::MetricsPort> metrics_;
  std::unique_ptr<Readiness> readiness_;
};

// Returns the parts of a server of gRPC services.
Server::Parts GrpcParts(const config::ServerSettings& settings, Runtime& runtime,
                        const std::vector<Hosted>& services, const Ready& ready);

}  // namespace bestand::rpc
