#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "reward_catalog.v1.";
const Positional kCustomer = {"customer", "customers/"};
const Positional kRewardName = {"name", "rewards/"};
const Positional kDecision = {"decision", "decisions/"};

const std::string kRewardsService = kPackage + "RewardService.";
const std::string kRewardsBudgets = kPackage + "BudgetService.";
const std::vector<Command> kRewards = {
    {"rewards",
     "create",
     kRewardsService + "CreateReward",
     {{"reward.name", "rewards/"}},
     "rewards create lavender-candle --display-name 'Lavender candle' --kind scented-candle --worth '9.50 "
     "GBP' "
     "--stock-count 100"},
    {"rewards", "get", kRewardsService + "GetReward", {kRewardName}, "rewards get lavender-candle"},
    {"rewards",
     "list",
     kRewardsService + "ListRewards",
     {},
     "rewards list --page-size 10",
     {"rewards",
      {"name", "kind", "worth", "stock_count", "held_count", "minimum_age", "alcohol", "display_name"}}},
    {"rewards",
     "update",
     kRewardsService + "UpdateReward",
     {{"reward.name", "rewards/"}},
     "rewards update lavender-candle --stock-count 50"},
    {"rewards", "retire", kRewardsService + "RetireReward", {kRewardName}, "rewards retire lavender-candle"},
    {"budgets",
     "create",
     kRewardsBudgets + "CreateBudget",
     {{"budget.name", "budgets/"}},
     "budgets create wake-up --display-name 'Waking sleepers' --total '2000 GBP'"},
    {"budgets", "get", kRewardsBudgets + "GetBudget", {{"name", "budgets/"}}, "budgets get wake-up"},
    {"budgets", "list", kRewardsBudgets + "ListBudgets", {}, "budgets list", {"budgets", {}}},
};

const std::string kRecommendationsService = kPackage + "RecommendationService.";
const std::vector<Command> kRecommendations = {
    {"rewards",
     "recommend",
     kRecommendationsService + "RecommendRewards",
     {kCustomer},
     "rewards recommend 12347 --moment wake-up"
     " --purpose purposes/newsletter --budget budgets/wake-up"},
    {"rewards",
     "explain",
     kRecommendationsService + "ExplainReward",
     {kCustomer, {"reward", "rewards/"}},
     "rewards explain 12347 lavender-candle --moment wake-up --language de"},
    {"rewards",
     "accept",
     kRecommendationsService + "AcceptReward",
     {kDecision, {"reward", "rewards/"}},
     "rewards accept 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f lavender-candle"},
    {"rewards",
     "decline",
     kRecommendationsService + "DeclineChoice",
     {kDecision},
     "rewards decline 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"rewards",
     "outcome",
     kRecommendationsService + "RecordOutcome",
     {kDecision},
     "rewards outcome 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f --outcome thanked"},
    {"rewards",
     "decision",
     kRecommendationsService + "GetDecision",
     {{"name", "decisions/"}},
     "rewards decision 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
};

}  // namespace

std::vector<Command> RewardCatalogCommands() {
  std::vector<Command> commands = kRewards;
  const std::vector<Command> recommendations = kRecommendations;
  commands.insert(commands.end(), recommendations.begin(), recommendations.end());
  return commands;
}

}  // namespace bestand::ctl
