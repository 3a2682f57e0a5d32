#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/auth/gate.h"
#include "common/rpc/channel.h"
#include "common/rpc/server.h"

namespace bestand::testing {

// APIs behind a real server on a free port of the loopback interface; any caller may do anything.
// Header only: a test that includes it links common_rpc.
//
//     ServedApi served(&replays);
//     ConsentApi api(consents, served.runtime());
//     served.Serve({rpc::Host<v1::ConsentService>(api)});
//     const rpc::Client<v1::ConsentService> client(served.remote());
class ServedApi {
 public:
  explicit ServedApi(idempotency::Replays* replays = nullptr)
      : logger_("test", log::Level::kError), runtime_({gate_, logger_, metrics_, replays, {2, 64, 4}}) {}

  rpc::Runtime& runtime() { return runtime_; }

  void Serve(const std::vector<rpc::Hosted>& services) {
    config::ServerSettings settings;
    settings.insecure_loopback = true;
    settings.metrics_listen = "";
    settings.drain = absl::ZeroDuration();
    server_ = std::move(rpc::Server::Start(settings, runtime_, services, [] { return true; })).value();
  }

  // An API that was made after this object ends before it: when streams may still run, stop first.
  void Stop() { server_.reset(); }

  rpc::Remote remote(const std::string& caller = "test") const {
    config::UpstreamSettings upstream;
    upstream.target = server_->addresses().data;
    upstream.insecure = true;
    return std::move(rpc::Connect(upstream, "service under test", caller)).value();
  }

 private:
  auth::LoopbackGate gate_;
  log::Logger logger_;
  metrics::Metrics metrics_;
  rpc::Runtime runtime_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace bestand::testing
