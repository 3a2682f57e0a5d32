#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "scoring.v1.";
const Positional kCustomer = {"customer", "customers/"};

std::vector<Command> Models() {
  const std::string service = kPackage + "ModelService.";
  const std::vector<Positional> job = {{"name", "fitJobs/"}};
  return {
      {"models",
       "fit",
       service + "CreateFitJob",
       {},
       "models fit --calibration-end-date 2011-08-31",
       {},
       service + "WatchFitJob"},
      {"models",
       "list",
       service + "ListModels",
       {},
       "models list",
       {"models",
        {"name", "buying_model", "log_likelihood", "customer_count", "as_of_date", "active", "create_time"}}},
      {"models", "show", service + "GetModel", {{"name", "models/"}}, "models show active"},
      {"fit-jobs", "get", service + "GetFitJob", job, "fit-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
      {"fit-jobs", "cancel", service + "CancelFitJob", job,
       "fit-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
  };
}

const std::vector<std::string> kScoreColumns = {"customer",
                                                "lifetime_value_60_months",
                                                "lifetime_value_60_months_low",
                                                "lifetime_value_60_months_high",
                                                "value_at_risk",
                                                "purchase_probability",
                                                "days_since_purchase",
                                                "mean_gap_days",
                                                "dormancy_state"};

std::vector<Command> Scores() {
  const std::string service = kPackage + "ScoreService.";
  const std::vector<Positional> job = {{"name", "scoringJobs/"}};
  return {
      {"scores",
       "run",
       service + "CreateScoringJob",
       {},
       "scores run --dormancy-horizon 90d",
       {},
       service + "WatchScoringJob"},
      {"scores", "get", service + "GetScore", {kCustomer}, "scores get 12347"},
      {"scores",
       "batch",
       service + "BatchGetScores",
       {{"customers", "customers/"}},
       "scores batch 12347",
       {"results",
        {"score.customer", "score.lifetime_value_60_months", "score.purchase_probability",
         "score.dormancy_state", "error.message"}}},
      {"scores", "stream", service + "StreamScores", {}, "scores stream -o csv", {"scores", kScoreColumns}},
      {"scores",
       "at-risk",
       service + "ListAtRisk",
       {},
       "scores at-risk --page-size 10",
       {"scores", kScoreColumns}},
      {"scoring-jobs", "get", service + "GetScoringJob", job,
       "scoring-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
      {"scoring-jobs", "cancel", service + "CancelScoringJob", job,
       "scoring-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
      {"dormancy", "assess", service + "AssessDormancy", {kCustomer}, "dormancy assess 12347 --horizon 90d"},
  };
}

std::vector<Command> Portfolio() {
  const std::string service = kPackage + "PortfolioService.";
  return {
      {"portfolio", "show", service + "GetPortfolio", {}, "portfolio show --purpose purposes/newsletter"},
      {"portfolio",
       "plan",
       service + "PlanPortfolio",
       {},
       "portfolio plan --lifetime-value '10000 EUR' --first-purchase '4000 EUR' --years 5 --customer-count "
       "100"},
  };
}

}  // namespace

std::vector<Command> ScoringCommands() {
  std::vector<Command> commands = Models();
  for (auto part : {Scores(), Portfolio()}) commands.insert(commands.end(), part.begin(), part.end());
  return commands;
}

}  // namespace bestand::ctl
