#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/covariates.h"
#include "services/scoring/domain/seasonal_clock.h"
#include "services/scoring/work/covariate_coding.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {

// Customers with their traits, how these become covariates, and the clock that they are counted on.
struct GroupedData {
  const FitData& data;
  const SeasonalClock& clock;
  const CovariateCoding& coding;
};

// Returns the fit with covariates. Fails as FitGroups.
absl::StatusOr<CovariateFit> FitCovariates(ModelKind family, const GroupedData& grouped,
                                           const FitOptions& options);

// Returns the models of all groups.
std::vector<SeasonalModel> ModelsOf(const CovariateFit& fit, const CovariateCoding& coding,
                                    const SeasonalClock& clock);

}  // namespace bestand::scoring
