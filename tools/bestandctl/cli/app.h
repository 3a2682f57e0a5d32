#pragma once

#include <memory>

#include "CLI/CLI.hpp"
#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {

// The command line: what was typed, and what to do once it is read.
struct App {
  CLI::App cli{"Asks and tells the services of Bestand: consent, customer-profile, scoring, reward-catalog.",
               "bestandctl"};
  Session session;
  std::function<absl::Status()> chosen;  // set by the command that was typed
};

// Builds the whole command line.
std::unique_ptr<App> MakeApp();

// Adds the commands that are more than one call.
void AddSpecialCommands(App& app);

// Returns the subcommand of a noun, made when it is not there yet.
CLI::App& NounOf(App& app, const std::string& noun);

// How a verb presents itself in --help; the example is what follows the program's name.
struct VerbTexts {
  std::string name, help, example;
};

// Adds a verb to a noun.
CLI::App& AddVerb(App& app, const std::string& noun, const VerbTexts& verb);

// Returns the example as `--help` shows it.
std::string ExampleText(const std::string& example);

}  // namespace bestand::ctl
