#include "common/rpc/server.h"

#include <cstdio>
#include <fstream>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/log/quoted.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"

namespace bestand::rpc {
namespace {

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

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const config::ServerSettings& settings, Parts parts) {
  std::unique_ptr<Server> server(new Server(settings, std::move(parts)));
  RETURN_IF_ERROR(server->Open());
  return server;
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const config::ServerSettings& settings,
                                                      Runtime& runtime, const std::vector<Hosted>& services,
                                                      const Ready& ready) {
  return Start(settings, GrpcParts(settings, runtime, services, ready));
}

Server::Server(const config::ServerSettings& settings, Parts parts)
    : settings_(settings), parts_(std::move(parts)) {
  parts_.names.push_back("ready");
}

Server::~Server() { StopAfter(absl::ZeroDuration(), absl::ZeroDuration()); }

void Server::Stop() { StopAfter(settings_.drain, settings_.stop_within); }

// Health comes first: reflection is a plugin of all servers built after it was asked for.
absl::Status Server::Open() {
  grpc::EnableDefaultHealthCheckService(true);
  RETURN_IF_ERROR(OpenHealth());
  ASSIGN_OR_RETURN(addresses_.data, parts_.data->Open());
  open_ = true;
  RETURN_IF_ERROR(OpenMetrics());
  Tell(*health_, "live", true);
  TellAll(false);
  readiness_ = std::make_unique<Readiness>(parts_.ready, [this](bool state) {
    TellAll(state);
    parts_.logger.Info(state ? "ready" : "not ready");
  });
  parts_.logger.Info(
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

absl::Status Server::OpenMetrics() {
  if (settings_.metrics_listen.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(metrics_, metrics::MetricsPort::Open(settings_.metrics_listen, parts_.metrics));
  addresses_.metrics = WithPort(settings_.metrics_listen, metrics_->port());
  return absl::OkStatus();
}

void Server::TellAll(bool serving) {
  for (const std::string& name : parts_.names) {
    Tell(*health_, name, serving);
    parts_.data->Tell(name, serving);
  }
}

// The metrics port takes up to two seconds to close, meanwhile.
void Server::StopAfter(absl::Duration drain, absl::Duration within) {
  std::thread metrics_end([port = std::move(metrics_)]() mutable { port.reset(); });
  readiness_.reset();
  if (std::exchange(open_, false)) {
    TellAll(false);
    absl::SleepFor(drain);
    parts_.data->Close(within);
  }
  if (health_ != nullptr) health_->Shutdown(absl::ToChronoTime(absl::Now()));
  health_.reset();
  metrics_end.join();
}

Server::Parts GrpcParts(const config::ServerSettings& settings, Runtime& runtime,
                        const std::vector<Hosted>& services, const Ready& ready) {
  std::vector<std::string> names;
  for (const Hosted& hosted : services) names.push_back(hosted.name);
  return {runtime.logger(), runtime.metrics(), std::make_unique<GrpcPort>(settings, runtime, services),
          std::move(names), ready};
}

}  // namespace bestand::rpc
