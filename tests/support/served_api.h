#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/auth/gate.h"
#include "common/rpc/channel.h"
#include "common/rpc/server.h"

namespace bestand::testing {

// A runtime for APIs under test: any caller may do anything. Header only: a test that includes it links
// common_rpc.
//
//     ApiRuntime house(&replays);
//     ConsentApi api(consents, house.runtime());
//     const ServedApi served(house.runtime(), {rpc::Host<v1::ConsentService>(api)});
//     const rpc::Client<v1::ConsentService> client(served.remote());
class ApiRuntime {
 public:
  explicit ApiRuntime(idempotency::Replays* replays = nullptr)
      : logger_("test", log::Level::kError), runtime_({gate_, logger_, metrics_, replays, {2, 64, 4}}) {}

  rpc::Runtime& runtime() { return runtime_; }

 private:
  auth::LoopbackGate gate_;
  log::Logger logger_;
  metrics::Metrics metrics_;
  rpc::Runtime runtime_;
};

// APIs behind a real server on a free port of the loopback interface, until the end of its scope. Make it
// after the APIs, so that it ends before them.
class ServedApi {
 public:
  ServedApi(rpc::Runtime& runtime, const std::vector<rpc::Hosted>& services)
      : server_(rpc::Server::Start(Settings(), runtime, services, [] { return true; }).value()) {}

  rpc::Remote remote(const std::string& caller = "test") const {
    config::UpstreamSettings upstream;
    upstream.target = server_->addresses().data;
    upstream.insecure = true;
    return rpc::Connect(upstream, "service under test", caller).value();
  }

 private:
  static config::ServerSettings Settings() {
    config::ServerSettings settings;
    settings.insecure_loopback = true;
    settings.metrics_listen = "";
    settings.drain = absl::ZeroDuration();
    return settings;
  }

  std::unique_ptr<rpc::Server> server_;
};

}  // namespace bestand::testing
