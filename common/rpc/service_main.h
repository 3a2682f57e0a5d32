#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "common/config/fields.h"
#include "common/config/settings.h"

namespace bestand::rpc {

// What a service's binary is made of. `Config` is the service's struct; its Describe(Fields&, Config&)
// is found by its namespace.
template <class Config>
struct Program {
  std::string name;                                    // "consent"
  std::string about;                                   // one sentence
  std::function<absl::Status(const Config&)> serve;    // returns when the service was stopped
  std::function<absl::Status(const Config&)> migrate;  // brings the database to this version
  config::ServerSettings& (*server)(Config&) = [](Config& config) -> config::ServerSettings& {
    return config.server;
  };
};

// The part of ServiceMain that knows no Config.
struct PlainProgram {
  std::string name;
  std::string about;
  std::function<void(config::Fields&, bool insecure_loopback, const std::string& addresses_file)> describe;
  std::function<absl::Status()> serve;
  std::function<absl::Status()> migrate;
};
int RunProgram(int argc, char** argv, const PlainProgram& program);

// Runs `<name> serve|migrate|config [--config FILE] [--set key=value …] [--insecure-loopback]
// [--addresses-file FILE]` and returns the exit code: 0, 1 after a failure (told on standard error),
// 2 for a command line or settings that are wrong. SIGTERM and SIGINT are blocked before any thread
// starts, for rpc::Serve to take; SIGPIPE is ignored.
template <class Config>
int ServiceMain(int argc, char** argv, const Program<Config>& program) {
  Config config;
  const auto describe = [&](config::Fields& fields, bool insecure_loopback,
                            const std::string& addresses_file) {
    program.server(config).insecure_loopback = insecure_loopback;
    program.server(config).addresses_file = addresses_file;
    Describe(fields, config);
  };
  return RunProgram(argc, argv,
                    {program.name, program.about, describe, [&] { return program.serve(config); },
                     [&] { return program.migrate(config); }});
}

}  // namespace bestand::rpc
