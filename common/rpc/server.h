#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/config/settings.h"
#include "common/metrics/metrics.h"
#include "common/rpc/readiness.h"
#include "common/rpc/runtime.h"
#include "grpcpp/server.h"

namespace bestand::rpc {

// One gRPC service of a process and its full name, "bestand.consent.v1.ConsentService".
struct Hosted {
  std::string name;
  grpc::Service* service;
};

// Returns `api` under the name of the generated `Service`: Host<v1::ConsentService>(api).
template <class Service>
Hosted Host(grpc::Service& api) {
  return {Service::service_full_name(), &api};
}

// Where a running server listens: "127.0.0.1:40123".
struct Addresses {
  std::string data;
  std::string health;
  std::string metrics;
};

// The three ports of a service: data (TLS, or plaintext on loopback), health (plaintext,
// grpc.health.v1: "" and "live" while the process lives; "ready" and each service's name as the
// readiness function says), metrics. Threads may share it.
class Server {
 public:
  // Starts all three and writes `settings.addresses_file`. Fails with SETTING_INVALID when an address
  // cannot be bound, a certificate cannot be read, or insecure_loopback meets an address that others
  // can reach.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const config::ServerSettings& settings,
                                                       Runtime& runtime, const std::vector<Hosted>& services,
                                                       const Ready& ready);
  // Stops at once unless Stop was called.
  ~Server();

  const Addresses& addresses() const { return addresses_; }

  // Drains as Serve does; returns when the last call has ended. A second call does nothing.
  void Stop();

 private:
  Server(const config::ServerSettings& settings, Runtime& runtime);
  absl::Status Open(const std::vector<Hosted>& services, const Ready& ready);
  absl::Status OpenData(const std::vector<Hosted>& services);
  absl::Status OpenHealth();
  absl::Status OpenMetrics();
  void TellAll(bool serving);
  void StopAfter(absl::Duration drain, absl::Duration within);

  const config::ServerSettings settings_;
  Runtime& runtime_;
  Addresses addresses_;
  std::vector<std::string> names_;  // in health, as the readiness function says
  std::unique_ptr<grpc::Server> health_;
  std::unique_ptr<grpc::Server> data_;
  std::unique_ptr<metrics::MetricsPort> metrics_;
  std::unique_ptr<Readiness> readiness_;
};

}  // namespace bestand::rpc
