#pragma once

#include <vector>

#include "common/rpc/server.h"
#include "services/consent/api/campaigns/campaign_api.h"
#include "services/consent/api/codes/code_api.h"
#include "services/consent/api/imports/import_api.h"
#include "services/consent/api/opt_in_report_api.h"
#include "services/consent/api/reports/report_api.h"

namespace bestand::consent {

// The APIs of how consents are collected, and of what came of it.
struct CollectionApis {
  struct Parts {
    CampaignStore& campaigns;
    SignUps& sign_ups;
    std::string base_url;
    const rpc::PageTokens& page_tokens;
    OptInReportApi::Parts report;
    Reports::Parts reports;
    ImportStore& imports;
    OptIns& opt_ins;
  };
  explicit CollectionApis(const Parts& p)
      : report_api(p.report),
        campaign_api({p.campaigns, p.sign_ups, p.base_url, p.page_tokens, p.report.runtime}),
        reports_api(p.reports, p.report.runtime),
        import_api(p.imports, p.page_tokens, p.report.runtime),
        code_api(p.opt_ins, p.report.runtime) {}

  std::vector<rpc::Hosted> Hosted() {
    return {rpc::Host<v1::OptInReportService>(report_api), rpc::Host<v1::CampaignService>(campaign_api),
            rpc::Host<v1::ConsentReportService>(reports_api), rpc::Host<v1::ConsentImportService>(import_api),
            rpc::Host<v1::CodeService>(code_api)};
  }

  OptInReportApi report_api;
  CampaignApi campaign_api;
  ConsentReportApi reports_api;
  ConsentImportApi import_api;
  CodeApi code_api;
};

}  // namespace bestand::consent
