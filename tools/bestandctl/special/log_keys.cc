#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/tlog/note.h"
#include "tools/bestandctl/special/special.h"

namespace bestand::ctl {
namespace {

// For the owner's eyes alone, and never over another key.
absl::Status WriteNew(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return InvalidFields({{"FILE", "cannot be made, or is there already; name a new file"}});
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool closed = fsync(file) == 0 && close(file) == 0;
  return written && closed ? absl::OkStatus()
                           : absl::DataLossError("The key could not be written to " + path);
}

}  // namespace

absl::Status MakeLogKey(const LogKeyOptions& options) {
  if (!tlog::IsKeyName(options.name)) {
    return InvalidFields({{"--name", "must be a name without spaces and plus, as consent.example.com/log"}});
  }
  const auto kind = options.witness ? tlog::KeyKind::kCosignature : tlog::KeyKind::kNote;
  const tlog::Signer signer = tlog::NewSigner(options.name, kind);
  RETURN_IF_ERROR(WriteNew(options.file, signer.ToText() + "\n"));
  std::cout << signer.verifier().ToText() << "\n";
  return absl::OkStatus();
}

absl::Status WritePublicKey(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string key, config::ReadSecret(file));
  ASSIGN_OR_RETURN(const tlog::Signer signer, tlog::Signer::FromText(key));
  std::cout << signer.verifier().ToText() << "\n";
  return absl::OkStatus();
}

}  // namespace bestand::ctl
