#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kPackage = "scoring.v1.";
const Positional kCustomer = {"customer", "customers/"};

const std::string kModelsService = kPackage + "ModelService.";
const std::vector<Positional> kModelsJob = {{"name", "fitJobs/"}};
const std::vector<Command> kModels = {
    {"models",
     "fit",
     kModelsService + "CreateFitJob",
     {},
     "models fit --calibration-end-date 2011-08-31",
     {},
     kModelsService + "WatchFitJob"},
    {"models",
     "list",
     kModelsService + "ListModels",
     {},
     "models list",
     {"models",
      {"name", "buying_model", "log_likelihood", "customer_count", "as_of_date", "active", "create_time"}}},
    {"models", "show", kModelsService + "GetModel", {{"name", "models/"}}, "models show active"},
    {"models",
     "promote",
     kModelsService + "PromoteModel",
     {{"name", "models/"}},
     "models promote 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"models",
     "report",
     kPackage + "ModelReportService.GetModelReport",
     {{"name", "models/"}},
     "models report active -o json"},
    {"fit-jobs", "get", kModelsService + "GetFitJob", kModelsJob,
     "fit-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"fit-jobs", "cancel", kModelsService + "CancelFitJob", kModelsJob,
     "fit-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
};

const std::vector<std::string> kScoreColumns = {"customer",
                                                "lifetime_value_60_months",
                                                "lifetime_value_60_months_low",
                                                "lifetime_value_60_months_high",
                                                "value_at_risk",
                                                "purchase_probability",
                                                "days_since_purchase",
                                                "mean_gap_days",
                                                "dormancy_state"};

const std::string kScoresService = kPackage + "ScoreService.";
const std::vector<Positional> kScoresJob = {{"name", "scoringJobs/"}};
const std::vector<Command> kScores = {
    {"scores",
     "run",
     kScoresService + "CreateScoringJob",
     {},
     "scores run --dormancy-horizon 90d",
     {},
     kScoresService + "WatchScoringJob"},
    {"scores", "get", kScoresService + "GetScore", {kCustomer}, "scores get 12347"},
    {"scores",
     "batch",
     kScoresService + "BatchGetScores",
     {{"customers", "customers/"}},
     "scores batch 12347",
     {"results",
      {"score.customer", "score.lifetime_value_60_months", "score.purchase_probability",
       "score.dormancy_state", "error.message"}}},
    {"scores",
     "stream",
     kScoresService + "StreamScores",
     {},
     "scores stream -o csv",
     {"scores", kScoreColumns}},
    {"scores",
     "at-risk",
     kScoresService + "ListAtRisk",
     {},
     "scores at-risk --page-size 10",
     {"scores", kScoreColumns}},
    {"scoring-jobs", "get", kScoresService + "GetScoringJob", kScoresJob,
     "scoring-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"scoring-jobs", "cancel", kScoresService + "CancelScoringJob", kScoresJob,
     "scoring-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"dormancy",
     "assess",
     kScoresService + "AssessDormancy",
     {kCustomer},
     "dormancy assess 12347 --horizon 90d"},
};

const std::string kSetsService = kPackage + "ScoreSetService.";
const std::vector<Command> kSets = {
    {"score-sets",
     "list",
     kSetsService + "ListScoreSets",
     {},
     "score-sets list",
     {"score_sets",
      {"name", "in_force", "model", "settings.as_of_date", "customer_count", "lifetime_value_60_months",
       "publish_time"}}},
    {"score-sets", "get", kSetsService + "GetScoreSet", {{"name", "scoreSets/"}}, "score-sets get 1"},
};

const std::string kPortfolioService = kPackage + "PortfolioService.";
const std::vector<Command> kPortfolio = {
    {"portfolio",
     "show",
     kPortfolioService + "GetPortfolio",
     {},
     "portfolio show --purpose purposes/newsletter"},
    {"portfolio",
     "plan",
     kPortfolioService + "PlanPortfolio",
     {},
     "portfolio plan --lifetime-value '10000 EUR' --first-purchase '4000 EUR' --years 5 --customer-count "
     "100"},
    {"portfolio",
     "simulate",
     kPortfolioService + "SimulateBudget",
     {},
     "portfolio simulate --contact-cost '1.50 GBP' --wake-rate 0.03 --purpose purposes/newsletter"},
};

}  // namespace

std::vector<Command> ScoringCommands() {
  std::vector<Command> commands = kModels;
  for (auto part : {kScores, kSets, kPortfolio}) commands.insert(commands.end(), part.begin(), part.end());
  return commands;
}

}  // namespace bestand::ctl
