#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kDormancyService = "scoring.v1.DormancyService.";
const std::string kFeedbackService = "customer_profile.v1.FeedbackService.";
const Positional kParent = {"parent", "customers/"};

const std::vector<Command> kFeedback = {
    {"feedback",
     "record",
     kFeedbackService + "RecordFeedback",
     {kParent},
     "feedback record 12347 --kind cancellation --reason PRICE --text 'too dear'"},
    {"feedback",
     "list",
     kFeedbackService + "ListFeedback",
     {kParent},
     "feedback list 12347",
     {"feedback", {"event_time", "kind", "reason", "text"}}},
    {"feedback",
     "stream",
     kFeedbackService + "StreamFeedbackReasons",
     {},
     "feedback stream --since-time 2011-01-01T00:00:00Z"},
};
const std::vector<Command> kReasons = {
    {"feedback-reasons",
     "set",
     kFeedbackService + "SetFeedbackReason",
     {{"reason.code", ""}},
     "feedback-reasons set PARKING --display-name 'no place to park'"},
    {"feedback-reasons",
     "list",
     kFeedbackService + "ListFeedbackReasons",
     {},
     "feedback-reasons list",
     {"reasons", {"code", "display_name", "retired"}}},
};

}  // namespace

std::vector<Command> DormancyCommands() {
  return {
      {"dormancy",
       "batch",
       kDormancyService + "BatchAssessDormancy",
       {{"customers", "customers/"}},
       "dormancy batch 12347",
       {"results",
        {"dormancy.customer", "dormancy.state", "dormancy.purchase_probability", "dormancy.log_odds",
         "dormancy.days_since_purchase", "error.message"}}},
      {"dormancy",
       "report",
       kDormancyService + "GetDormancyReport",
       {{"name", "models/"}},
       "dormancy report active"},
      {"dormancy",
       "reasons",
       kDormancyService + "ListGivenReasons",
       {},
       "dormancy reasons --since-time 2011-01-01T00:00:00Z",
       {"reasons",
        {"group.state", "group.companies", "reason", "customer_count", "share", "share_low", "share_high"}}},
  };
}

std::vector<Command> FeedbackCommands() {
  std::vector<Command> commands = kFeedback;
  commands.insert(commands.end(), kReasons.begin(), kReasons.end());
  return commands;
}

}  // namespace bestand::ctl
