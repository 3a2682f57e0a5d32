#pragma once

#include "common/storage/database.h"
#include "common/time/clock.h"
#include "services/consent/domain/campaigns/campaign.h"

namespace bestand::consent {

// Campaigns in PostgreSQL. Days are those of UTC.
class SqlCampaignStore final : public CampaignStore {
 public:
  SqlCampaignStore(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  absl::StatusOr<Campaign> Create(const Campaign& campaign) override;
  absl::StatusOr<Campaign> Get(std::string_view id) override;
  absl::StatusOr<std::vector<Campaign>> ListAfter(std::string_view id, int limit) override;
  absl::StatusOr<Campaign> Close(std::string_view id) override;
  absl::Status Count(std::span<const StageViews> views) override;
  absl::StatusOr<FunnelCounts> CountFunnel(std::string_view id) override;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace bestand::consent
