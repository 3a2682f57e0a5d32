#pragma once

#include <string>
#include <string_view>

#include "bestand/reward_catalog/v1/recommendation_service.pb.h"
#include "services/reward_catalog/domain/recommendations.h"

namespace bestand::reward_catalog {

// Between the domain's values and the wire; requests are checked first (checks.h).

// "x" of "decisions/x"; "" of anything else.
std::string DecisionIdOf(std::string_view name);

v1::Decision ToWire(const Decision& decision);
v1::ExplainRewardResponse ToWire(const Explanation& explanation);
Wish FromWire(const v1::RecommendRewardsRequest& request);
Question FromWire(const v1::ExplainRewardRequest& request);
Taking FromWire(const v1::AcceptRewardRequest& request);

}  // namespace bestand::reward_catalog
