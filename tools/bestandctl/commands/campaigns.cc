#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "consent.v1.CampaignService.";
const std::vector<Positional> kName = {{"name", "campaigns/"}};

// What leads customers to a consent.
const std::vector<Command> kCampaigns = {
    {"campaigns",
     "create",
     kService + "CreateCampaign",
     {{"campaign.name", "campaigns/"}},
     "campaigns create fair-2026 --display-name 'Fair in Hanover' --capture-channel fair --purposes "
     "purposes/newsletter --language de --printed-count 2000"},
    {"campaigns", "get", kService + "GetCampaign", kName, "campaigns get fair-2026"},
    {"campaigns",
     "list",
     kService + "ListCampaigns",
     {},
     "campaigns list",
     {"campaigns",
      {"name", "display_name", "capture_channel", "printed_count", "create_time", "close_time"}}},
    {"campaigns", "close", kService + "CloseCampaign", kName, "campaigns close fair-2026"},
    {"campaigns", "record", kService + "RecordCampaignStage", kName,
     "campaigns record fair-2026 --stage printed --count 500"},
    {"campaigns",
     "funnel",
     kService + "GetCampaignFunnel",
     kName,
     "campaigns funnel fair-2026",
     {"stages", {"stage", "count", "share", "share_low", "share_high"}}},
};

}  // namespace

std::vector<Command> CampaignCommands() { return kCampaigns; }

}  // namespace bestand::ctl
