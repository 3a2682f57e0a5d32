#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "reward_catalog.v1.";
const Positional kCustomer = {"customer", "customers/"};
const Positional kRewardName = {"name", "rewards/"};
const Positional kDecision = {"decision", "decisions/"};

std::vector<Command> Rewards() {
  const std::string service = kPackage + "RewardService.";
  const std::string budgets = kPackage + "BudgetService.";
  return {
      {"rewards",
       "create",
       service + "CreateReward",
       {{"reward.name", "rewards/"}},
       "rewards create lavender-candle --display-name 'Lavender candle' --kind scented-candle --worth '9.50 "
       "GBP' "
       "--stock-count 100"},
      {"rewards", "get", service + "GetReward", {kRewardName}, "rewards get lavender-candle"},
      {"rewards",
       "list",
       service + "ListRewards",
       {},
       "rewards list --page-size 10",
       {"rewards",
        {"name", "kind", "worth", "stock_count", "held_count", "minimum_age", "alcohol", "display_name"}}},
      {"rewards",
       "update",
       service + "UpdateReward",
       {{"reward.name", "rewards/"}},
       "rewards update lavender-candle --stock-count 50"},
      {"rewards", "retire", service + "RetireReward", {kRewardName}, "rewards retire lavender-candle"},
      {"budgets",
       "create",
       budgets + "CreateBudget",
       {{"budget.name", "budgets/"}},
       "budgets create wake-up --display-name 'Waking sleepers' --total '2000 GBP'"},
      {"budgets", "get", budgets + "GetBudget", {{"name", "budgets/"}}, "budgets get wake-up"},
      {"budgets", "list", budgets + "ListBudgets", {}, "budgets list", {"budgets", {}}},
  };
}

std::vector<Command> Recommendations() {
  const std::string service = kPackage + "RecommendationService.";
  const std::string moment = " --moment wake-up";
  return {
      {"rewards",
       "recommend",
       service + "RecommendRewards",
       {kCustomer},
       "rewards recommend 12347" + moment + " --purpose purposes/newsletter --budget budgets/wake-up"},
      {"rewards",
       "explain",
       service + "ExplainReward",
       {kCustomer, {"reward", "rewards/"}},
       "rewards explain 12347 lavender-candle" + moment},
      {"rewards",
       "accept",
       service + "AcceptReward",
       {kDecision, {"reward", "rewards/"}},
       "rewards accept 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f lavender-candle"},
      {"rewards",
       "decline",
       service + "DeclineChoice",
       {kDecision},
       "rewards decline 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
      {"rewards",
       "outcome",
       service + "RecordOutcome",
       {kDecision},
       "rewards outcome 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f --outcome thanked"},
      {"rewards",
       "decision",
       service + "GetDecision",
       {{"name", "decisions/"}},
       "rewards decision 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
  };
}

}  // namespace

std::vector<Command> RewardCatalogCommands() {
  std::vector<Command> commands = Rewards();
  const std::vector<Command> recommendations = Recommendations();
  commands.insert(commands.end(), recommendations.begin(), recommendations.end());
  return commands;
}

}  // namespace bestand::ctl
