#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/config/settings.h"
#include "common/rpc/data_port.h"
#include "common/rpc/runtime.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

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

// Gives a server of ours its bounds. Connections end now and then, so that clients find new replicas behind
// a name. Two servers on one port would share its calls at random: the second one is refused.
void Arrange(grpc::ServerBuilder& builder);

// gRPC services on the data port: TLS, or plaintext on loopback.
class GrpcPort final : public DataPort {
 public:
  GrpcPort(const config::ServerSettings& settings, Runtime& runtime, std::vector<Hosted> services)
      : settings_(settings), runtime_(runtime), services_(std::move(services)) {}

  absl::StatusOr<std::string> Open() override;
  void Tell(const std::string& name, bool serving) override;
  // A call that was cancelled still has to notice, which may take longer than `within`.
  void Close(absl::Duration within) override;

 private:
  const config::ServerSettings settings_;
  Runtime& runtime_;
  const std::vector<Hosted> services_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace bestand::rpc
