#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tools/bestandctl/call/addresses.h"
#include "tools/bestandctl/output/render.h"

namespace bestand::ctl {

// A value that stands without a flag: `scores get 12347` fills `customer` with "customers/12347".
struct Positional {
  std::string field;   // dotted field of the request
  std::string prefix;  // put in front unless it is there
};

// One call of one method, told as data. Every field of the request gets a flag by itself.
struct Command {
  std::string noun, verb;
  std::string method;  // "scoring.v1.ScoreService.GetScore", behind "bestand."
  std::vector<Positional> positionals;
  std::string example;  // what stands behind "bestandctl "
  Layout layout = {};
  // For jobs: the method that watches it ("scoring.v1.ModelService.WatchFitJob"). The command then waits,
  // with progress, unless --no-wait is given.
  std::string watch = {};
};

// What a command needs to run.
struct Session {
  AddressSettings addresses;
  Format format = Format::kTable;
};

// All commands that are told as data, by service.
std::vector<Command> CustomerProfileCommands();
std::vector<Command> ScoringCommands();
std::vector<Command> SegmentCommands();
std::vector<Command> ContractCommands();  // of customer-profile and of scoring
std::vector<Command> DormancyCommands();
std::vector<Command> FeedbackCommands();
std::vector<Command> NextProductCommands();
std::vector<Command> ConsentCommands();
std::vector<Command> CampaignCommands();
std::vector<Command> GroundCommands();
std::vector<Command> ErasureCommands();
std::vector<Command> ReportCommands();
std::vector<Command> FrequencyCommands();
std::vector<Command> SubjectCommands();
std::vector<Command> RewardCatalogCommands();
std::vector<Command> AllCommands();

}  // namespace bestand::ctl
