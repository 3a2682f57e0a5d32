#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::gateway {

// Certificate and key of an HTTPS server, read again when the files change. Threads may share it.
class TlsFiles {
 public:
  // Fails with SETTING_INVALID when they cannot be read or do not belong together.
  static absl::StatusOr<std::unique_ptr<TlsFiles>> Read(const std::string& certificate_file,
                                                        const std::string& key_file);

  // Looks at the files at most once a minute; while what they hold cannot be used, the last one stays.
  std::shared_ptr<SSL_CTX> Current();

 private:
  TlsFiles(std::string certificate_file, std::string key_file)
      : certificate_file_(std::move(certificate_file)), key_file_(std::move(key_file)) {}

  const std::string certificate_file_, key_file_;
  std::mutex mutex_;
  std::shared_ptr<SSL_CTX> context_;
  absl::Time looked_;
};

}  // namespace bestand::gateway
