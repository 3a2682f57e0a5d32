#include "services/gateway/api/http/tls_files.h"

#include "absl/time/clock.h"
#include "common/error/error.h"

namespace bestand::gateway {
namespace {

constexpr absl::Duration kLookEvery = absl::Minutes(1);

// Nothing when the files cannot be used.
std::shared_ptr<SSL_CTX> ContextOf(const std::string& certificate_file, const std::string& key_file) {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (context == nullptr) return nullptr;
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  const bool fits = SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) == 1 &&
                    SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) == 1 &&
                    SSL_CTX_check_private_key(context.get()) == 1;
  return fits ? context : nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TlsFiles>> TlsFiles::Read(const std::string& certificate_file,
                                                         const std::string& key_file) {
  std::unique_ptr<TlsFiles> files(new TlsFiles(certificate_file, key_file));
  files->context_ = ContextOf(certificate_file, key_file);
  files->looked_ = absl::Now();
  if (files->context_ != nullptr) return files;
  return Failure(absl::StatusCode::kInvalidArgument, "SETTING_INVALID",
                 "The certificate " + certificate_file + " or its key cannot be used; mend server.tls.");
}

std::shared_ptr<SSL_CTX> TlsFiles::Current() {
  const std::lock_guard lock(mutex_);
  if (absl::Now() - looked_ >= kLookEvery) {
    looked_ = absl::Now();
    if (auto newer = ContextOf(certificate_file_, key_file_)) context_ = std::move(newer);
  }
  return context_;
}

}  // namespace bestand::gateway
