#include "common/rpc/grpc_port.h"

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/rpc/tls.h"
#include "common/rpc/unreadable.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"

namespace bestand::rpc {
namespace {

constexpr int kMaxMessageBytes = 4 * 1024 * 1024;
constexpr int kMaxConnectionAgeMs = 5 * 60 * 1000;  // gRPC adds a jitter of 10 %
constexpr int kMinPingIntervalMs = 20 * 1000;

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsFor(
    const config::ServerSettings& settings) {
  if (!settings.insecure_loopback) return ServerTls(settings.tls);
  if (config::IsLoopback(settings.listen)) return grpc::InsecureServerCredentials();
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 settings.listen +
                     " can be reached from other machines, which insecure_loopback forbids; listen on "
                     "127.0.0.1.");
}

}  // namespace

void Arrange(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.SetMaxSendMessageSize(kMaxMessageBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kMaxConnectionAgeMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

absl::StatusOr<std::string> GrpcPort::Open() {
  ASSIGN_OR_RETURN(const auto credentials, CredentialsFor(settings_));
  if (settings_.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  Arrange(builder);
  ExplainUnreadableRequests(builder);
  builder.AddListeningPort(settings_.listen, credentials, &port);
  for (const Hosted& hosted : services_) builder.RegisterService(hosted.service);
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port == 0) return CannotListen(settings_.listen, "server.listen");
  return WithPort(settings_.listen, port);
}

void GrpcPort::Tell(const std::string& name, bool serving) {
  if (auto* health = server_->GetHealthCheckService()) health->SetServingStatus(name, serving);
}

void GrpcPort::Close(absl::Duration within) {
  runtime_.Stop();
  server_->Shutdown(absl::ToChronoTime(absl::Now() + within));
  server_.reset();
}

}  // namespace bestand::rpc
