#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace bestand::rpc {

// What answers callers on the data port of a Server: gRPC, or something else in its place. One thread at a
// time.
class DataPort {
 public:
  virtual ~DataPort() = default;

  // Begins to listen; returns the address bound, such as "127.0.0.1:40123". Fails with SETTING_INVALID.
  virtual absl::StatusOr<std::string> Open() = 0;
  // Says on this port too whether `name` is ready, where callers can ask for it here.
  virtual void Tell(const std::string& /*name*/, bool /*serving*/) {}
  // Takes no new call and returns when the last one has ended; those that run longer than `within` are
  // cancelled where that is possible. Called once, and only after Open.
  virtual void Close(absl::Duration within) = 0;
};

// Returns SETTING_INVALID: the address cannot be bound; names the setting it comes from.
absl::Status CannotListen(const std::string& address, const std::string& setting);

// Returns "127.0.0.1:40123" of "127.0.0.1:0" and the port that was taken.
std::string WithPort(const std::string& address, int port);

}  // namespace bestand::rpc
