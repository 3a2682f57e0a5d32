#include "common/rpc/tls.h"

#include <unistd.h>

#include "common/error/error.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"

namespace bestand::rpc {
namespace {

using grpc::experimental::FileWatcherCertificateProvider;

constexpr unsigned kLookEverySeconds = 60;

absl::Status CheckFiles(const config::TlsSettings& settings) {
  for (const auto& path : {settings.certificate_file, settings.key_file, settings.ca_file}) {
    if (path.empty() || access(path.c_str(), R_OK) == 0) continue;
    return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                   "The file " + path + " cannot be read; mend the TLS settings.");
  }
  return absl::OkStatus();
}

std::shared_ptr<FileWatcherCertificateProvider> Watch(const config::TlsSettings& settings) {
  return std::make_shared<FileWatcherCertificateProvider>(settings.key_file, settings.certificate_file,
                                                          settings.ca_file, kLookEverySeconds);
}

grpc_ssl_client_certificate_request_type AskFor(const config::TlsSettings& settings) {
  if (settings.ca_file.empty()) return GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE;
  return settings.require_client_certificate ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                             : GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY;
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerTls(const config::TlsSettings& settings) {
  RETURN_IF_ERROR(CheckFiles(settings));
  grpc::experimental::TlsServerCredentialsOptions options(Watch(settings));
  options.watch_identity_key_cert_pairs();
  if (!settings.ca_file.empty()) options.watch_root_certs();
  options.set_cert_request_type(AskFor(settings));
  return grpc::experimental::TlsServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelTls(const config::TlsSettings& settings) {
  RETURN_IF_ERROR(CheckFiles(settings));
  grpc::experimental::TlsChannelCredentialsOptions options;
  if (!settings.ca_file.empty() || !settings.certificate_file.empty()) {
    options.set_certificate_provider(Watch(settings));
  }
  if (!settings.ca_file.empty()) options.watch_root_certs();
  if (!settings.certificate_file.empty()) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

}  // namespace bestand::rpc
