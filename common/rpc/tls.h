#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/config/settings.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

namespace bestand::rpc {

// TLS from files that are looked at again each minute, so that renewed certificates need no restart.
// Fails with SETTING_INVALID when a file cannot be read. A client certificate is always verified when
// there is a ca_file; whether it must be there, the settings say.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerTls(const config::TlsSettings& settings);

// The same for clients: the server's name must be in its certificate, signed by ca_file (the
// system's authorities without one).
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelTls(const config::TlsSettings& settings);

}  // namespace bestand::rpc
