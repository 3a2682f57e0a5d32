#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/scoring/domain/seasonal_scorer.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Shows all scores of a set by customer id, in pages of at most 10,000. Fails with CONCURRENT_CHANGE when the
// set was removed in between; ends with the first failure of `take`.
absl::Status ReadPages(ScoreReader& reader, int32_t set_number,
                       absl::FunctionRef<absl::Status(std::span<const CustomerScore>)> take);

// The purchase facts stored with scores as the kernels want them, days and units of the currency.
struct StoredHistories {
  StoredHistories(std::span<const CustomerScore> scores, int32_t minor_per_unit);

  SeenColumns Columns() const { return {{{repeats, recency, age}, mean_value}, today}; }

  std::vector<int32_t> repeats, recency, age, today;
  std::vector<uint8_t> groups;
  std::vector<double> mean_value;  // of a repeat purchase day; 0 without one
};

}  // namespace bestand::scoring
