#pragma once

#include <span>
#include <string_view>

#include "bestand/reward_catalog/v1/reward_service.pb.h"
#include "common/validate/violations.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// One field of a reward that a caller may set.
struct RewardField {
  std::string_view path;  // as in an update mask: "worth"
  void (*check)(std::string_view field, const v1::Reward& wire, Violations& found);
  void (*apply)(const v1::Reward& wire, Reward& reward);  // only after a check without findings
};

// All of them, in the proto's order.
std::span<const RewardField> RewardFields();

// Returns the fields that an update names, in any order; all set ones for an empty mask. Unknown paths
// and those that only the service sets become violations of "update_mask".
std::vector<const RewardField*> FieldsOf(const v1::UpdateRewardRequest& request, Violations& found);

}  // namespace bestand::reward_catalog
