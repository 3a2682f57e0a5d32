#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/campaigns/campaign.h"
#include "services/consent/domain/sign_ups.h"

namespace bestand::consent {

// What a campaign's form shows, and in which language.
struct CampaignForm {
  std::vector<RequestedPurpose> purposes;
  std::string language;
};

// Campaigns and their forms. Threads may share it. What fails in the stores fails here too.
class Campaigns {
 public:
  Campaigns(CampaignStore& store, SignUps& sign_ups) : store_(store), sign_ups_(sign_ups) {}

  // Fails with PURPOSE_UNKNOWN, or WORDING_UNKNOWN when a purpose lacks a wording in the campaign's language.
  absl::StatusOr<Campaign> Create(const Campaign& campaign);

  // In the language wanted where all purposes have it, else in the campaign's own; "" wants none.
  // Fails with CAMPAIGN_UNKNOWN.
  absl::StatusOr<CampaignForm> Form(std::string_view id, std::string_view language);

  // Adds to a stage that happens outside. Fails with CAMPAIGN_UNKNOWN, and with CAMPAIGN_CLOSED where more
  // would be printed for a closed one.
  absl::Status Record(const StageViews& views);

 private:
  CampaignStore& store_;
  SignUps& sign_ups_;
};

}  // namespace bestand::consent
