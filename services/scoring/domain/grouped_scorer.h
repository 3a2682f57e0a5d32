#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/domain/seasonal_scorer.h"

namespace bestand::scoring {

// Scores customers of several groups, each by the model of its own. With one group it is a SeasonalScorer and
// no more. One thread at a time.
class GroupedScorer {
 public:
  // `models` has 1 to 256. Fails as BulkScorer::Make.
  static absl::StatusOr<GroupedScorer> Make(std::span<const SeasonalModel> models, const GammaGamma& spending,
                                            const ScoreTerms& terms);

  // Writes the scores of all rows to `scores`, which is resized. `groups` has a place in the models for each
  // row; it may be empty where there is one. Fails as BulkScorer::Score, and with HISTORY_OUT_OF_ORDER on a
  // group that is not there.
  absl::Status Score(const SeenColumns& seen, std::span<const uint8_t> groups, ScoreColumns& scores);

 private:
  explicit GroupedScorer(std::vector<SeasonalScorer> scorers) : scorers_(std::move(scorers)) {}

  std::vector<SeasonalScorer> scorers_;
};

// Returns the rows of each of so many groups; fails with HISTORY_OUT_OF_ORDER unless there is a group a row.
absl::StatusOr<std::vector<std::vector<size_t>>> RowsByGroup(std::span<const uint8_t> groups, size_t rows,
                                                             size_t group_count);

}  // namespace bestand::scoring
