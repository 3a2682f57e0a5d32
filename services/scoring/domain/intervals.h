#pragma once

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/bulk_scorer.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// Low and high ends of central 80 % intervals, n rows each.
struct Interval80 {
  std::vector<double> low, high;
};

struct ScoreIntervals {
  Interval80 buys_again, expected_purchases, clv_12_months, clv_60_months;
};

// Gives the uncertainty of scores that comes from not knowing the models' parameters (delta method on the
// log scale for amounts, on the logit for probabilities; slopes by central differences of .01 in the
// log-parameters). It does not contain the chance in one customer's own behaviour. A dropout that is not
// identified gives wide intervals, never a failure. One thread at a time; about 15 times the cost of Score,
// and as many times its columns in memory while it runs: send some thousand rows a call.
class IntervalScorer {
 public:
  // `spending` may be null: then the value's uncertainty is left out and `flat` is used as the value model.
  static absl::StatusOr<IntervalScorer> Make(const ModelFit& fit, const GammaGammaFit* spending,
                                             const GammaGamma& flat, const ScoreTerms& terms);

  // Fails as BulkScorer::Score.
  absl::Status Score(const CustomerColumns& customers, ScoreIntervals& intervals);

  // Writes the 60-month values of all rows: first as fitted, then for each log-parameter in turn with it
  // lower and higher. For sums over many customers, whose uncertainty is common to all. Fails as
  // BulkScorer::Score.
  absl::Status Vary(const CustomerColumns& customers, std::vector<std::vector<double>>& clv_60_months);

  // Returns the standard deviation of the logarithm of an amount that is varied[0] as fitted, and varied[1],
  // ... in the order of Vary; 0 for an amount that is not above 0.
  double LogDeviation(std::span<const double> varied) const;

 private:
  IntervalScorer() = default;
  std::vector<BulkScorer> scorers_;               // the fit itself, then low and high of each parameter
  std::vector<std::vector<double>> covariances_;  // one a model
};

}  // namespace bestand::scoring
