#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "common/rpc/channel.h"
#include "common/rpc/client.h"
#include "common/rpc/server.h"
#include "tests/common/rpc/testing_service.h"

namespace bestand::testing {

// Remembers log lines.
class Lines {
 public:
  log::Sink sink() {
    return [this](std::string_view line) {
      const absl::MutexLock lock(&mutex_);
      lines_.emplace_back(line);
    };
  }
  std::string Joined() const {
    const absl::MutexLock lock(&mutex_);
    std::string all;
    for (const std::string& line : lines_) all += line + "\n";
    return all;
  }

 private:
  mutable absl::Mutex mutex_;
  std::vector<std::string> lines_;
};

inline config::ServerSettings LoopbackSettings() {
  config::ServerSettings settings;
  settings.insecure_loopback = true;
  settings.drain = absl::ZeroDuration();
  settings.metrics_listen = "";
  return settings;
}

// The testing service on a port of its own, and a client of it.
struct RunningService {
  explicit RunningService(const auth::Gate& gate = kLoopback, rpc::Sizes sizes = {2, 2, 2},
                          const config::ServerSettings& settings = LoopbackSettings())
      : logger("testing", log::Level::kDebug, lines.sink()),
        runtime({gate, logger, metrics, &replays, sizes}),
        api(runtime),
        server(*rpc::Server::Start(settings, runtime, {rpc::Host<v1::TestingService>(api)},
                                   [] { return true; })) {}
  ~RunningService() {
    if (!api.go_on.HasBeenNotified()) api.go_on.Notify();
  }

  rpc::Remote Remote(const std::string& key = "", const std::string& caller = "") const {
    config::UpstreamSettings upstream;
    upstream.target = server->addresses().data;
    upstream.insecure = true;
    auto remote = *rpc::Connect(upstream, "testing", caller);
    if (!key.empty()) remote.authorization = "Bearer " + key;
    return remote;
  }
  rpc::Client<v1::TestingService> Client(const std::string& key = "", const std::string& caller = "") const {
    return rpc::Client<v1::TestingService>(Remote(key, caller));
  }

  static inline const auth::LoopbackGate kLoopback;
  Lines lines;
  log::Logger logger;
  metrics::Metrics metrics;
  MemoryReplays replays;
  rpc::Runtime runtime;
  TestingApi api;
  std::unique_ptr<rpc::Server> server;
};

using Stub = v1::TestingService::Stub;

}  // namespace bestand::testing
