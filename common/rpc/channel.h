#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/config/settings.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

namespace bestand::rpc {

// Another service, connected. Cheap to copy; threads may share it.
struct Remote {
  std::shared_ptr<grpc::Channel> channel;
  std::string service;        // whom failures name: "scoring"
  std::string authorization;  // "Bearer …", or "" when the certificate says who we are
  std::string caller;         // who we claim to be towards a server with --insecure-loopback
  absl::Duration timeout;     // of a call that has no deadline to inherit
};

// Returns a channel with round_robin over all addresses of the target, keepalive, and retries of
// UNAVAILABLE only. Does not wait: the first call connects. Fails with SETTING_INVALID when the key
// or a certificate cannot be read, or `insecure` meets a target outside this machine.
absl::StatusOr<Remote> Connect(const config::UpstreamSettings& settings, const std::string& service,
                               const std::string& caller);

// Returns the context of one call: the sooner of now + `timeout` and the deadline of the call that is
// being answered on this thread, its trace id (or a new one), and our credentials.
std::unique_ptr<grpc::ClientContext> NewContext(const Remote& remote, absl::Duration timeout);
std::unique_ptr<grpc::ClientContext> NewContext(const Remote& remote);

// The same without a deadline of its own, for streams that wait for news.
std::unique_ptr<grpc::ClientContext> NewEndlessContext(const Remote& remote);

}  // namespace bestand::rpc
