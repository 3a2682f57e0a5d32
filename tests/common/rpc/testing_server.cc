// A whole service in a process of its own: settings, signals, ports.
#include <cstdlib>
#include <filesystem>

#include "common/error/error.h"
#include "common/rpc/serve.h"
#include "common/rpc/service_main.h"
#include "tests/common/rpc/testing_service.h"

namespace bestand::testing {

struct Config {
  config::ServerSettings server;
  std::string ready_file;  // ready while it exists
  absl::Duration wait;
};

void Describe(config::Fields& fields, Config& config) {
  Describe(fields, config.server);
  fields.Text("testing.ready_file", config.ready_file, "Ready while this file exists");
  fields.Duration("testing.wait", config.wait, "How long Wait takes");
}

absl::Status Serve(const Config& config) {
  const log::Logger logger("testing-server", log::LevelOf(config.server.log_level));
  metrics::Metrics metrics;
  MemoryReplays replays;
  ASSIGN_OR_RETURN(const auto gate,
                   auth::OpenGate(config.server.policy_file, config.server.insecure_loopback));
  rpc::Runtime runtime({*gate, logger, metrics, &replays, rpc::SizesOf(config.server)});
  TestingApi api(runtime);
  std::thread later([&] {
    while (api.waits == 0) absl::SleepFor(absl::Milliseconds(5));
    absl::SleepFor(config.wait);
    api.go_on.Notify();
  });
  later.detach();
  const auto ready = [&] { return std::filesystem::exists(config.ready_file); };
  return rpc::Serve(config.server, runtime, {rpc::Host<v1::TestingService>(api)}, ready);
}

}  // namespace bestand::testing

int main(int argc, char** argv) {
  using bestand::testing::Config;
  const auto migrate = [](const Config&) { return absl::OkStatus(); };
  return bestand::rpc::ServiceMain<Config>(
      argc, argv, {"testing-server", "Answers tests.", bestand::testing::Serve, migrate});
}
