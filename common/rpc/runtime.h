#pragma once

#include <atomic>

#include "common/auth/gate.h"
#include "common/config/settings.h"
#include "common/idempotency/replays.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "common/rpc/executor.h"
#include "common/rpc/methods.h"

namespace bestand::rpc {

// How many calls may run and wait at once; each >= 1.
struct Sizes {
  int threads = 8;
  int queue = 1024;
  int stream_threads = 32;
  int waiting_threads = 32;
};

// Returns the sizes that the settings give on this machine.
Sizes SizesOf(const config::ServerSettings& settings);

// What every RPC of one process shares. It must outlive the server and the API objects; what it
// refers to must outlive it. Threads may share it.
class Runtime {
 public:
  struct Parts {
    const auth::Gate& gate;
    const log::Logger& logger;
    metrics::Metrics& metrics;
    idempotency::Replays* replays = nullptr;  // without it, request ids protect nothing
    Sizes sizes;
  };
  explicit Runtime(const Parts& parts);

  const auth::Gate& gate() const { return gate_; }
  const log::Logger& logger() const { return logger_; }
  metrics::Metrics& metrics() const { return metrics_; }
  idempotency::Replays* replays() const { return replays_; }
  Methods& methods() { return methods_; }
  Executor& executor() { return executor_; }
  Executor& streams() { return streams_; }
  // For calls that wait for other services.
  Executor& waiters() { return waiters_; }

  // Count the calls that wait for a later answer. BeginLater says whether there is room for one more; either
  // way EndLater has to follow.
  bool BeginLater() { return ++later_ <= most_later_; }
  void EndLater() { --later_; }

  // Since SIGTERM came: streams that wait for news end.
  bool stopping() const { return stopping_; }
  void Stop() { stopping_ = true; }

 private:
  const auth::Gate& gate_;
  const log::Logger& logger_;
  metrics::Metrics& metrics_;
  idempotency::Replays* replays_;
  Methods methods_;
  std::atomic<bool> stopping_ = false;
  const int most_later_;
  std::atomic<int> later_ = 0;
  Executor executor_;
  Executor streams_;
  Executor waiters_;
};

}  // namespace bestand::rpc
