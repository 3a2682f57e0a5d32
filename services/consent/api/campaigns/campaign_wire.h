#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "bestand/consent/v1/campaign_service.pb.h"
#include "services/consent/domain/campaigns/campaign.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// Say what is wrong with a request: FIELD_INVALID naming everything, or OK.
absl::Status CheckRequest(const v1::CreateCampaignRequest& request);
absl::Status CheckRequest(const v1::GetCampaignRequest& request);
absl::Status CheckRequest(const v1::ListCampaignsRequest& request);
absl::Status CheckRequest(const v1::CloseCampaignRequest& request);
absl::Status CheckRequest(const v1::RecordCampaignStageRequest& request);
absl::Status CheckRequest(const v1::GetCampaignFunnelRequest& request);
absl::Status CheckRequest(const v1::GetCampaignFormRequest& request);
absl::Status CheckRequest(const v1::CountPageViewsRequest& request);

// Returns "x" of "campaigns/x".
std::string CampaignIdOf(const std::string& name);

Campaign CampaignOf(const v1::Campaign& wire);
std::vector<StageViews> ViewsOf(const v1::CountPageViewsRequest& request);

// `base_url` is where the pages are.
v1::Campaign ToWire(const Campaign& campaign, const std::string& base_url);
v1::FunnelStage ToWire(const FunnelStep& step);

}  // namespace bestand::consent
