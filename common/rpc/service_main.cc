#include "common/rpc/service_main.h"

#include <signal.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>

#include "common/config/sources.h"
#include "common/error/error.h"
#include "common/rpc/stop_signals.h"

namespace bestand::rpc {
namespace {

constexpr int kFailed = 1;
constexpr int kMisused = 2;

struct CommandLine {
  config::Sources sources;
  bool insecure_loopback = false;
  std::string addresses_file;
};

void AddOptions(CLI::App& command, CommandLine& line) {
  command.add_option("--config", line.sources.file, "Settings, a TOML file")->type_name("FILE");
  command.add_option("--set", line.sources.sets, "One setting, key=value; may be given again")
      ->type_name("KEY=VALUE");
  command.add_flag("--insecure-loopback", line.insecure_loopback,
                   "Plaintext and any caller, on loopback addresses only; for development");
  command.add_option("--addresses-file", line.addresses_file, "Where to write the addresses bound, as JSON")
      ->type_name("FILE");
}

std::string Example(const PlainProgram& program) {
  const std::string& name = program.name;
  const std::string serve = "Example:\n  " + name + " serve --insecure-loopback";
  const std::string config = "\n\nAll settings, as they stand: " + name + " config\n";
  if (!program.migrate) return serve + config;
  return serve + " --set database.url=postgresql://" + name + "@localhost/" + name + config +
         "The environment variable BESTAND_DATABASE_URL stands for database.url.";
}

int Tell(const absl::Status& status, int code) {
  if (status.ok()) return 0;
  std::cerr << MessageOf(status) << "\n";
  return code;
}

// Flags of the command line are settings that win.
absl::StatusOr<config::GivenSettings> Gather(CommandLine line) {
  if (line.insecure_loopback) line.sources.sets.push_back("server.insecure_loopback=true");
  if (!line.addresses_file.empty())
    line.sources.sets.push_back("server.addresses_file=" + line.addresses_file);
  return config::Gather(line.sources);
}

int Run(const PlainProgram& program, const std::string& command, const CommandLine& line) {
  const auto given = Gather(line);
  if (!given.ok()) return Tell(given.status(), kMisused);
  config::Fields fields(*given);
  program.describe(fields);
  if (command == "config") std::cout << fields.Print();
  const std::vector<std::string> all = {""};
  for (const std::string& section : command == "migrate" ? program.migrate_needs : all) {
    if (const absl::Status checked = fields.ToStatus(section); !checked.ok()) return Tell(checked, kMisused);
  }
  if (command == "serve") return Tell(program.serve(), kFailed);
  if (command == "migrate") return Tell(program.migrate(), kFailed);
  return 0;
}

}  // namespace

int RunProgram(int argc, char** argv, const PlainProgram& program) {
  BlockStopSignals();
  signal(SIGPIPE, SIG_IGN);
  CommandLine line;
  CLI::App app(program.about, program.name);
  app.require_subcommand(1);
  app.footer(Example(program));
  AddOptions(*app.add_subcommand("serve", "Serves until SIGTERM or SIGINT"), line);
  if (program.migrate)
    AddOptions(*app.add_subcommand("migrate", "Brings the database to this version's schema"), line);
  AddOptions(*app.add_subcommand("config", "Prints the settings in force, without secrets"), line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kMisused;
  }
  return Run(program, app.get_subcommands().front()->get_name(), line);
}

}  // namespace bestand::rpc
