#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/diagnostics/tracking.h"
#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/seasonal_clock.h"
#include "services/scoring/work/candidate.h"
#include "services/scoring/work/covariate_coding.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/hold_out.h"

namespace bestand::scoring {

// A family that was fitted on the calibration and measured on the hold-out.
struct TriedFamily {
  ModelKind family;
  Candidate candidate;
  std::optional<ModelFit> fit;        // on the calibration; absent when it failed
  SeasonalClock clock;                // that the fit counts on; flat without a season
  std::vector<SeasonalModel> models;  // of the groups, where it has covariates; else the fit's
  HoldOutMeasure measure;
};

// All families that were tried, best first, those without a fit last; empty when no time was kept back.
struct FamilyTrial {
  std::vector<TriedFamily> families;
  FitData calibration;
  int32_t end_day = 0;  // the last day of the hold-out
};

// How to fit a family of that title.
using OptionsOf = std::function<FitOptions(std::string_view)>;

// Fits the families on trial.calibration, measures them up to trial.end_day, and ranks them. One that fails
// is kept with its failure and stops no other. Fails with the first failure when all do, and with CANCELLED.
absl::Status TryFamilies(std::span<const ModelKind> families, const OptionsOf& options_of,
                         FamilyTrial& trial);

// Fits and measures the best family once more together with the season of these repeat purchases, which end
// with the calibration, and ranks it among the others. One that cannot be told, or fitted, is kept with its
// failure. Fails with CANCELLED. `trial` has a family with a fit.
absl::Status TrySeason(const RepeatDays& repeats, const OptionsOf& options_of, FamilyTrial& trial);

// Fits and measures the best family that has covariates once more with them, on the clock it has, and ranks
// it among the others. One that cannot be fitted is kept with its failure. Fails with CANCELLED.
absl::Status TryCovariates(const CovariateCoding& coding, const OptionsOf& options_of, FamilyTrial& trial);

// Marks the family at `place` as the chosen one, says how far the others are behind it, and gives `model` the
// hold-out, the candidates and the reason.
void Choose(size_t place, const FamilyTrial& trial, FittedModel& model);

}  // namespace bestand::scoring
