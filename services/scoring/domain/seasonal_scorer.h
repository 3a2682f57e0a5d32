#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/domain/bulk_scorer.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// n customers in days of the calendar, each seen from a day of its own.
struct SeenColumns {
  CustomerColumns customers;
  std::span<const int32_t> today;
};

// Fails with HISTORY_OUT_OF_ORDER unless all columns have a row a customer.
absl::Status CheckRows(const SeenColumns& seen);

// Scores customers in bulk by a model on its clock. The same days of the calendar count more or less by the
// day they begin on: there is a BulkScorer for each number of days that count, made when it is first needed.
// On a flat clock it is a BulkScorer and no more. One thread at a time.
class SeasonalScorer {
 public:
  // Fails as BulkScorer::Make.
  static absl::StatusOr<SeasonalScorer> Make(const SeasonalModel& model, const GammaGamma& spending,
                                             const ScoreTerms& terms);

  // Writes the scores of all rows to `scores`, which is resized. Fails as BulkScorer::Score.
  absl::Status Score(const SeenColumns& seen, ScoreColumns& scores);

 private:
  SeasonalScorer(const SeasonalModel& model, const GammaGamma& spending, const ScoreTerms& terms)
      : model_(model), spending_(spending), terms_(terms) {}

  absl::StatusOr<BulkScorer*> For(int32_t horizon_days);
  absl::Status ScoreRows(std::span<const size_t> rows, int32_t horizon_days, const SeenColumns& counted,
                         ScoreColumns& scores);

  SeasonalModel model_;
  GammaGamma spending_;
  ScoreTerms terms_;
  std::map<int32_t, BulkScorer> by_horizon_;
};

}  // namespace bestand::scoring
