#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy.h"

namespace bestand::scoring {

// One customer as dormancy sees it: the history as it is, and others it might have had.
struct DormancySituation {
  int repeats;
  double gap_days;            // own, or the cohort's
  PurchaseHistory now;        // by the calendar
  PurchaseHistory seen;       // by the season's clock where it counts
  PurchaseHistory in_rhythm;  // silent for one gap at most
  SilenceSeen silence;
};

// A score in parts. The score is their sum in their order, to the bit.
struct DormancyParts {
  double score = 0;
  std::vector<DormancyTerm> terms;
};

// Returns the parts as AssessDormancy explains them. Fails as predictions.h.
absl::StatusOr<DormancyParts> ExplainDormancy(const SeasonalModel& model, const DormancyFacts& facts,
                                              const DormancySituation& situation,
                                              const DormancyYardstick& yardstick);

}  // namespace bestand::scoring
