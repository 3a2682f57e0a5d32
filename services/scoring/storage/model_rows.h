#pragma once

#include <vector>

#include "common/storage/params.h"
#include "common/storage/rows.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// The parameters of add_model and add_hold_out.
std::vector<storage::Param> ParamsOf(const FittedModel& model);
std::vector<storage::Param> ParamsOf(const std::string& model_id, const HoldOutReport& report);

// Those of add_candidate; place 0 is the best.
std::vector<storage::Param> ParamsOf(const std::string& model_id, int place, const Candidate& candidate);

// Those of add_season.
std::vector<storage::Param> ParamsOf(const std::string& model_id, const FittedSeason& season);

// Reads a season from a row of find_season.
FittedSeason ToSeason(const storage::Row& row);

// Reads a candidate from a row of list_candidates.
Candidate ToCandidate(const storage::Row& row);

// Reads a model from a row of find_model. Fails with MODEL_PARAMETER_INVALID.
absl::StatusOr<FittedModel> ToFittedModel(const storage::Row& row);

// Reads a hold-out from a row of find_hold_out.
HoldOutReport ToHoldOut(const storage::Row& row);

}  // namespace bestand::scoring
