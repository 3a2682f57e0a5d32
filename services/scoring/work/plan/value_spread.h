#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/grouped_scorer.h"
#include "services/scoring/domain/intervals.h"
#include "services/scoring/domain/portfolio_spread.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/plan/score_pages.h"

namespace bestand::scoring {

// What a sum of 60-month values over some customers varies with.
struct SumVariation {
  int64_t customers = 0;  // that it was taken from
  // For each group of the model's covariates the sum as fitted and with each parameter moved, as
  // IntervalScorer::Vary.
  std::vector<std::vector<double>> varied;
  double own_variance = 0;  // of the customers' own chance, in squared units of the currency

  void Add(const SumVariation& other);
};

// Reckons how uncertain sums of 60-month values are. What is not known of the parameters of several groups is
// taken to err the same way in all of them, which makes intervals too wide rather than too narrow. One thread
// at a time; about 20 times the cost of scoring.
class ValueSpread {
 public:
  // Fails with MODEL_PARAMETER_INVALID.
  static absl::StatusOr<ValueSpread> Make(const FittedModel& model, const ScoreSettings& settings);

  // Adds each customer to the variation of its group, sums[group_of[row]]. Fails with HISTORY_OUT_OF_ORDER.
  absl::Status Add(std::span<const CustomerScore> scores, std::span<const size_t> group_of,
                   std::vector<SumVariation>& sums);

  // Returns the 80 % interval of a sum in minor units over `customers`, of which those in `variation` are a
  // fair sample.
  Spread80 Around(int64_t sum_minor, int64_t customers, const SumVariation& variation) const;

 private:
  ValueSpread(std::vector<IntervalScorer> parameters, GroupedScorer five_years, const FittedModel& model)
      : parameters_(std::move(parameters)),
        five_years_(std::move(five_years)),
        clock_(model.Clock()),
        spending_(model.spending),
        minor_per_unit_(model.currency.minor_per_unit) {}

  absl::Status AddVaried(const StoredHistories& histories, std::span<const size_t> group_of,
                         std::vector<SumVariation>& sums);
  double LogDeviation(const SumVariation& variation) const;
  double OwnVarianceOf(const ScoreColumns& scores, size_t row, int32_t repeats) const;

  std::vector<IntervalScorer> parameters_;  // one a group of the model's covariates
  GroupedScorer five_years_;
  SeasonalClock clock_;
  GammaGamma spending_;
  int32_t minor_per_unit_;
};

}  // namespace bestand::scoring
