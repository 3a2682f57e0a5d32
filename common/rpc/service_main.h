#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/config/fields.h"
#include "common/config/settings.h"

namespace bestand::rpc {

// What a service's binary is made of. `Config` is the service's struct; its Describe(Fields&, Config&)
// stands in the struct's namespace.
template <class Config>
struct Program {
  std::string name;                                  // "consent"
  std::string about;                                 // one sentence
  std::function<absl::Status(const Config&)> serve;  // returns when the service was stopped
  std::function<absl::Status(const Config&)>
      migrate;  // brings the database to this version; empty without a database
  std::vector<std::string> migrate_needs = {"database."};  // sections of settings, or whole keys
};

// The same without knowing the Config; `describe` fills it.
struct PlainProgram {
  std::string name;
  std::string about;
  std::function<void(config::Fields&)> describe;
  std::function<absl::Status()> serve;
  std::function<absl::Status()> migrate;
  std::vector<std::string> migrate_needs = {};
};
int RunProgram(int argc, char** argv, const PlainProgram& program);

// Runs `<name> serve|migrate|config [--config FILE] [--set key=value …] [--insecure-loopback]
// [--addresses-file FILE]` and returns the exit code: 0, 1 after a failure (told on standard error),
// 2 for a command line or settings that are wrong. `migrate` looks at the settings that it needs only.
// SIGTERM and SIGINT are blocked before any thread starts, for rpc::Serve to take; SIGPIPE is ignored.
template <class Config>
int ServiceMain(int argc, char** argv, const Program<Config>& program) {
  Config config;
  PlainProgram plain{program.name, program.about, [&](config::Fields& fields) { Describe(fields, config); },
                     [&] { return program.serve(config); }, nullptr};
  plain.migrate_needs = program.migrate_needs;
  if (program.migrate) plain.migrate = [&] { return program.migrate(config); };
  return RunProgram(argc, argv, plain);
}

}  // namespace bestand::rpc
