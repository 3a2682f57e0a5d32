#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kSegmentService = "scoring.v1.SegmentService.";
const std::string kProspectService = "scoring.v1.ProspectService.";
const std::vector<Positional> kJob = {{"name", "segmentJobs/"}};
const Positional kSegment = {"segment", "segments/"};

const std::vector<Command> kSegments = {
    {"segments",
     "find",
     kSegmentService + "CreateSegmentJob",
     {},
     "segments find",
     {},
     kSegmentService + "WatchSegmentJob"},
    {"segments",
     "list",
     kSegmentService + "ListSegments",
     {},
     "segments list",
     {"segments",
      {"name", "display_name", "customer_count", "value_share", "asleep_share", "lifetime_value",
       "median_days_since_purchase", "mean_purchase_days"}}},
    {"segments",
     "of",
     kSegmentService + "GetCustomerSegment",
     {{"customer", "customers/"}},
     "segments of 12347"},
    {"segments",
     "members",
     kSegmentService + "ListSegmentMembers",
     {kSegment},
     "segments members 3 --page-size 10",
     {"members", {"customer", "rfm_cell", "lifetime_value", "purchase_probability_30_days"}}},
    {"segments",
     "movements",
     kSegmentService + "ListMovements",
     {},
     "segments movements",
     {"movements", {"from_segment", "to_segment", "customer_count", "lifetime_value"}}},
    {"segment-jobs", "get", kSegmentService + "GetSegmentJob", kJob,
     "segment-jobs get 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
    {"segment-jobs", "cancel", kSegmentService + "CancelSegmentJob", kJob,
     "segment-jobs cancel 3f0c5a8e-9f4e-4a57-8b19-0c3f6a1d2e3f"},
};

const std::vector<Command> kDemand = {
    {"product-groups",
     "list",
     kSegmentService + "ListProductGroups",
     {},
     "product-groups list",
     {"product_groups", {"name", "display_name", "product_count", "purchase_count"}}},
    {"trends",
     "list",
     kSegmentService + "ListTrends",
     {},
     "trends list --subject product --direction rising --page-size 10",
     {"trends",
      {"subject", "display_name", "monthly_growth", "monthly_growth_low", "monthly_growth_high",
       "weekly_purchases", "purchase_count", "season_known", "false_discovery_rate"}}},
    {"ripe",
     "list",
     kSegmentService + "ListRipeCustomers",
     {},
     "ripe list --page-size 10",
     {"customers",
      {"customer", "segment", "expected_value", "purchase_probability_30_days", "window_start_date",
       "window_end_date", "lifetime_value"}}},
    {"prospects",
     "score",
     kProspectService + "ScoreProspect",
     {},
     "prospects score --kind company --country DE"},
    {"prospects",
     "batch",
     kProspectService + "BatchScoreProspects",
     {},
     R"(prospects batch --request '{"prospects":[{"kind":"PROSPECT_KIND_COMPANY","country":"DE"}]}')",
     {"scores", {"cohort", "expected_value", "expected_value_low", "expected_value_high", "credibility"}}},
};

}  // namespace

std::vector<Command> SegmentCommands() {
  std::vector<Command> commands = kSegments;
  commands.insert(commands.end(), kDemand.begin(), kDemand.end());
  return commands;
}

}  // namespace bestand::ctl
