#include "common/rpc/server.h"

#include <cstdio>
#include <fstream>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/log/quoted.h"
#include "common/rpc/tls.h"
#include "common/rpc/unreadable.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"

namespace bestand::rpc {
namespace {

constexpr int kMaxMessageBytes = 4 * 1024 * 1024;
constexpr int kMaxConnectionAgeMs = 5 * 60 * 1000;  // gRPC adds a jitter of 10 %
constexpr int kMinPingIntervalMs = 20 * 1000;

absl::Status CannotListen(const std::string& address, const std::string& setting) {
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "Cannot listen on " + address + "; choose another " + setting + ".");
}

std::string WithPort(const std::string& address, int port) {
  return address.substr(0, address.rfind(':') + 1) + std::to_string(port);
}

// Connections end now and then, so that clients find new replicas behind a name. Two servers on one
// port would share its calls at random: the second one is refused.
void Arrange(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.SetMaxSendMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kMaxConnectionAgeMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsFor(
    const config::ServerSettings& settings) {
  if (!settings.insecure_loopback) return ServerTls(settings.tls);
  if (config::IsLoopback(settings.listen)) return grpc::InsecureServerCredentials();
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 settings.listen +
                     " can be reached from other machines, which insecure_loopback forbids; listen on "
                     "127.0.0.1.");
}

// Renamed into place, so that a reader sees all of it or nothing.
absl::Status WriteAddresses(const std::string& path, const Addresses& addresses) {
  if (path.empty()) return absl::OkStatus();
  const std::string draft = path + ".new";
  std::ofstream file(draft);
  file << "{\"data\":" << log::Quoted(addresses.data) << ",\"health\":" << log::Quoted(addresses.health)
       << ",\"metrics\":" << log::Quoted(addresses.metrics) << "}\n";
  file.close();
  if (file && std::rename(draft.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "Cannot write the addresses to " + path + "; choose another --addresses-file.");
}

void Tell(grpc::Server& server, const std::string& name, bool serving) {
  if (auto* health = server.GetHealthCheckService()) health->SetServingStatus(name, serving);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const config::ServerSettings& settings,
                                                      Runtime& runtime, const std::vector<Hosted>& services,
                                                      const Ready& ready) {
  std::unique_ptr<Server> server(new Server(settings, runtime));
  RETURN_IF_ERROR(server->Open(services, ready));
  return server;
}

Server::Server(const config::ServerSettings& settings, Runtime& runtime)
    : settings_(settings), runtime_(runtime) {}

Server::~Server() { StopAfter(absl::ZeroDuration(), absl::ZeroDuration()); }

void Server::Stop() { StopAfter(settings_.drain, settings_.stop_within); }

// Health comes first: reflection is a plugin of all servers built after it was asked for.
absl::Status Server::Open(const std::vector<Hosted>& services, const Ready& ready) {
  grpc::EnableDefaultHealthCheckService(true);
  RETURN_IF_ERROR(OpenHealth());
  RETURN_IF_ERROR(OpenData(services));
  RETURN_IF_ERROR(OpenMetrics());
  names_.push_back("ready");
  for (const Hosted& hosted : services) names_.push_back(hosted.name);
  Tell(*health_, "live", true);
  TellAll(false);
  readiness_ = std::make_unique<Readiness>(ready, [this](bool state) {
    TellAll(state);
    runtime_.logger().Info(state ? "ready" : "not ready");
  });
  runtime_.logger().Info(
      "listening",
      {{"data", addresses_.data}, {"health", addresses_.health}, {"metrics", addresses_.metrics}});
  return WriteAddresses(settings_.addresses_file, addresses_);
}

absl::Status Server::OpenHealth() {
  grpc::ServerBuilder builder;
  int port = 0;
  Arrange(builder);
  builder.AddListeningPort(settings_.health_listen, grpc::InsecureServerCredentials(), &port);
  health_ = builder.BuildAndStart();
  if (health_ == nullptr || port == 0) return CannotListen(settings_.health_listen, "server.health_listen");
  addresses_.health = WithPort(settings_.health_listen, port);
  return absl::OkStatus();
}

absl::Status Server::OpenData(const std::vector<Hosted>& services) {
  ASSIGN_OR_RETURN(const auto credentials, CredentialsFor(settings_));
  if (settings_.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  Arrange(builder);
  ExplainUnreadableRequests(builder);
  builder.AddListeningPort(settings_.listen, credentials, &port);
  for (const Hosted& hosted : services) builder.RegisterService(hosted.service);
  data_ = builder.BuildAndStart();
  if (data_ == nullptr || port == 0) return CannotListen(settings_.listen, "server.listen");
  addresses_.data = WithPort(settings_.listen, port);
  return absl::OkStatus();
}

absl::Status Server::OpenMetrics() {
  if (settings_.metrics_listen.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(metrics_, metrics::MetricsPort::Open(settings_.metrics_listen, runtime_.metrics()));
  addresses_.metrics = WithPort(settings_.metrics_listen, metrics_->port());
  return absl::OkStatus();
}

void Server::TellAll(bool serving) {
  for (const std::string& name : names_) {
    Tell(*health_, name, serving);
    Tell(*data_, name, serving);
  }
}

// Shutdown returns when the last call has ended, which may be after the deadline: a call that was
// cancelled still has to notice. The metrics port takes up to two seconds to close, meanwhile.
void Server::StopAfter(absl::Duration drain, absl::Duration within) {
  std::thread metrics_end([port = std::move(metrics_)]() mutable { port.reset(); });
  readiness_.reset();
  if (data_ != nullptr) {
    TellAll(false);
    absl::SleepFor(drain);
    runtime_.Stop();
    data_->Shutdown(absl::ToChronoTime(absl::Now() + within));
    data_.reset();
  }
  if (health_ != nullptr) health_->Shutdown(absl::ToChronoTime(absl::Now()));
  health_.reset();
  metrics_end.join();
}

}  // namespace bestand::rpc
