#include "common/rpc/channel.h"

#include <algorithm>

#include "absl/time/clock.h"
#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/rpc/current_call.h"
#include "common/rpc/tls.h"
#include "common/time/deadline.h"
#include "grpcpp/create_channel.h"

namespace bestand::rpc {
namespace {

constexpr int kMaxMessageBytes = 4 * 1024 * 1024;

// Only UNAVAILABLE is tried again: the call has not been worked on, or the request id protects it.
constexpr char kServiceConfig[] = R"({
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 4, "initialBackoff": "0.1s", "maxBackoff": "1s", "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }]
})";

grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);  // servers allow one each 20 s
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A service that comes back is used within a second or two.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 200);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  return arguments;
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> CredentialsFor(
    const config::UpstreamSettings& settings) {
  if (!settings.insecure) return ChannelTls(settings.tls);
  if (config::IsLoopback(settings.target)) return grpc::InsecureChannelCredentials();
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "Plaintext is for loopback targets only, not for " + settings.target + ".");
}

}  // namespace

absl::StatusOr<Remote> Connect(const config::UpstreamSettings& settings, const std::string& service,
                               const std::string& caller) {
  ASSIGN_OR_RETURN(const auto credentials, CredentialsFor(settings));
  Remote remote{nullptr, service, "", caller, settings.timeout};
  if (!settings.api_key_file.empty()) {
    ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(settings.api_key_file));
    remote.authorization = "Bearer " + key;
  }
  remote.channel = grpc::CreateCustomChannel(settings.target, credentials, Arguments());
  return remote;
}

std::unique_ptr<grpc::ClientContext> NewContext(const Remote& remote, absl::Duration timeout) {
  auto context = NewEndlessContext(remote);
  context->set_deadline(absl::ToChronoTime(std::min(absl::Now() + timeout, CurrentDeadline())));
  return context;
}

std::unique_ptr<grpc::ClientContext> NewContext(const Remote& remote) {
  return NewContext(remote, remote.timeout);
}

std::unique_ptr<grpc::ClientContext> NewEndlessContext(const Remote& remote) {
  auto context = std::make_unique<grpc::ClientContext>();
  const std::string& current = CurrentTraceId();
  context->AddMetadata("traceparent", TraceparentOf(current.empty() ? TraceIdOf("") : current));
  if (!remote.authorization.empty()) context->AddMetadata("authorization", remote.authorization);
  if (!remote.caller.empty()) context->AddMetadata("x-bestand-caller", remote.caller);
  return context;
}

}  // namespace bestand::rpc
