#pragma once

#include <cstdint>
#include <string_view>

#include "bestand/scoring/v1/score_set_service.pb.h"
#include "common/validate/violations.h"
#include "services/scoring/work/customer_score.h"

namespace bestand::scoring {

// Adds a violation unless `name` is "scoreSets/" and a number from 1 on.
void UnlessSetName(std::string_view field, std::string_view name, Violations& found);
// Returns the number of a name that was checked.
int32_t SetNumberOf(std::string_view name);

// Each fails with FIELD_INVALID naming everything that is wrong with the request.
absl::Status Check(const v1::ListScoreSetsRequest& request);
absl::Status Check(const v1::GetScoreSetRequest& request);

// Writes a set; `published` is the one that readers get.
void ToWire(const ScoreSet& set, int32_t published, v1::ScoreSet& wire);

}  // namespace bestand::scoring
