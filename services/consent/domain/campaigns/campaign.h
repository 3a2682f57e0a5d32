#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/consent/domain/campaigns/funnel.h"

namespace bestand::consent {

// Where a campaign meets people. The numbers are stored.
enum class CaptureChannel {
  kProductRegistration = 1,
  kCard = 2,
  kFair = 3,
  kFieldVisit = 4,
  kOnline = 5,
  kLetter = 6,
  kCall = 7,
};

// What leads customers from paper and fairs to a consent.
struct Campaign {
  std::string id;
  std::string display_name;
  CaptureChannel capture_channel = CaptureChannel::kCard;
  std::vector<std::string> purposes;
  std::string language = "en";
  std::optional<absl::CivilDay> start, end;  // as planned; people come later too
  int64_t printed = 0;
  absl::Time create_time;
  std::optional<absl::Time> close_time;
};

// Adds to one stage of one campaign.
struct StageViews {
  std::string campaign;
  FunnelStage stage = FunnelStage::kPrinted;
  int64_t count = 0;
};

// Keeps campaigns and what was counted of them. Threads may share it. Every call fails with DATABASE_AWAY
// when the database cannot be reached.
class CampaignStore {
 public:
  virtual ~CampaignStore() = default;

  // Fails with ROW_CONFLICT when the id is taken.
  virtual absl::StatusOr<Campaign> Create(const Campaign& campaign) = 0;
  // Fails with CAMPAIGN_UNKNOWN.
  virtual absl::StatusOr<Campaign> Get(std::string_view id) = 0;
  // By id, after one of them; "" for the first.
  virtual absl::StatusOr<std::vector<Campaign>> ListAfter(std::string_view id, int limit) = 0;
  // One closed before stays as it is. Fails with CAMPAIGN_UNKNOWN.
  virtual absl::StatusOr<Campaign> Close(std::string_view id) = 0;
  // Adds to stages; counts of unknown campaigns are dropped.
  virtual absl::Status Count(std::span<const StageViews> views) = 0;
  // Counts all stages of a campaign that exists; zeros for another.
  virtual absl::StatusOr<FunnelCounts> CountFunnel(std::string_view id) = 0;
};

}  // namespace bestand::consent
