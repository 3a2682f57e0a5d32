#include "services/consent/domain/campaigns/campaigns.h"

#include "common/error/error.h"

namespace bestand::consent {
namespace {

absl::Status Closed(const std::string& id) {
  return Failure(absl::StatusCode::kFailedPrecondition, "CAMPAIGN_CLOSED",
                 "Campaign " + id + " was closed: nothing more is printed for it; create another one.",
                 {{"campaign", id}});
}

}  // namespace

absl::StatusOr<Campaign> Campaigns::Create(const Campaign& campaign) {
  RETURN_IF_ERROR(sign_ups_.Form(campaign.purposes, campaign.language).status());
  return store_.Create(campaign);
}

absl::StatusOr<CampaignForm> Campaigns::Form(std::string_view id, std::string_view language) {
  ASSIGN_OR_RETURN(const Campaign campaign, store_.Get(id));
  if (!language.empty() && language != campaign.language) {
    auto wanted = sign_ups_.Form(campaign.purposes, language);
    if (wanted.ok()) return CampaignForm{*std::move(wanted), std::string(language)};
    if (ReasonOf(wanted.status()) != "WORDING_UNKNOWN") return wanted.status();
  }
  ASSIGN_OR_RETURN(auto purposes, sign_ups_.Form(campaign.purposes, campaign.language));
  return CampaignForm{std::move(purposes), campaign.language};
}

absl::Status Campaigns::Record(const StageViews& views) {
  ASSIGN_OR_RETURN(const Campaign campaign, store_.Get(views.campaign));
  if (views.stage == FunnelStage::kPrinted && campaign.close_time.has_value()) return Closed(campaign.id);
  return store_.Count({&views, 1});
}

}  // namespace bestand::consent
