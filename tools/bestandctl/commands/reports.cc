#include "tools/bestandctl/commands/command.h"

namespace bestand::ctl {
namespace {

const std::string kService = "consent.v1.ConsentReportService.";

// What is known of consents, cut the ways that marketing needs it.
const std::vector<Command> kReports = {
    {"reports",
     "rates",
     kService + "QueryOptInRates",
     {},
     "reports rates --grouping segment --purpose purposes/newsletter"},
    {"reports",
     "history",
     kService + "QueryOptInHistory",
     {},
     "reports history --purpose purposes/newsletter --month-count 6",
     {"points", {}}},
    {"reports", "value", kService + "QueryValueAtStake", {}, "reports value --purpose purposes/newsletter"},
    {"reports",
     "denials",
     kService + "QueryDenials",
     {},
     "reports denials --channel email --purpose purposes/newsletter",
     {"reasons", {}}},
    {"reports", "refusals", kService + "QueryRefusals", {}, "reports refusals --month-count 6"},
    {"consents",
     "unproven",
     "consent.v1.ConsentImportService.ListUnprovenConsents",
     {},
     "consents unproven --purpose purposes/newsletter",
     {"consents", {}}},
    {"reports", "suggest", kService + "SuggestCampaign", {}, "reports suggest --purpose purposes/newsletter"},
};

}  // namespace

std::vector<Command> ReportCommands() { return kReports; }

}  // namespace bestand::ctl
