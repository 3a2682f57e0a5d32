#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/models.h"

namespace bestand::scoring {

// What a model says of customers of one age by how often and until when they bought: repeats are the columns,
// weeks from the first to the last purchase the rows. The probabilities are rows x columns, row-major; a
// history that cannot be (no repeat but a later last purchase, or more repeats than days) has kNoHistory.
struct RecencyGrid {
  static constexpr double kNoHistory = -1;

  double age_weeks = 0;
  double horizon_days = 0;  // of `buys_again`
  std::vector<int32_t> repeats;
  std::vector<double> recency_weeks;
  std::vector<double> alive;       // P(still a customer)
  std::vector<double> buys_again;  // P(at least one purchase in the horizon)
};

struct GridTerms {
  int32_t age_days;      // >= 1
  double horizon_days;   // > 0
  int32_t most_repeats;  // of the last column or so; >= 1
};

// Returns at most 13 columns and 13 rows. Fails with MODEL_PARAMETER_INVALID.
absl::StatusOr<RecencyGrid> FillGrid(const PurchaseModel& model, const GridTerms& terms);

// Returns how many repeats 99 customers in 100 do not exceed; 4 to 24.
int32_t UsualMostRepeats(std::span<const int32_t> repeats);

}  // namespace bestand::scoring
