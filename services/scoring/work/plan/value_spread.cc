#include "services/scoring/work/plan/value_spread.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/work/plan/score_pages.h"

namespace bestand::scoring {
namespace {

constexpr int kFiveYearsDays = 1826;

}  // namespace

void SumVariation::Add(const SumVariation& other) {
  customers += other.customers;
  own_variance += other.own_variance;
  varied.resize(std::max(varied.size(), other.varied.size()), 0);
  for (size_t i = 0; i < other.varied.size(); ++i) varied[i] += other.varied[i];
}

absl::StatusOr<ValueSpread> ValueSpread::Make(const FittedModel& model, const ScoreSettings& settings) {
  const ScoreTerms terms{
      .horizon_days = kFiveYearsDays, .annual_discount = settings.annual_discount, .margin = settings.margin};
  const GammaGammaFit* spending = model.spending_fit ? &*model.spending_fit : nullptr;
  ASSIGN_OR_RETURN(IntervalScorer parameters,
                   IntervalScorer::Make(model.buying, spending, model.spending, terms));
  ASSIGN_OR_RETURN(SeasonalScorer five_years, SeasonalScorer::Make(model.Seasonal(), model.spending, terms));
  return ValueSpread(std::move(parameters), std::move(five_years), model);
}

absl::Status ValueSpread::Add(std::span<const CustomerScore> scores, std::span<const size_t> group_of,
                              std::vector<SumVariation>& sums) {
  const StoredHistories histories(scores, minor_per_unit_);
  std::vector<std::vector<double>> varied;
  ScoreColumns columns;
  const SeenColumns seen = histories.Columns();
  const CountedHistories counted(clock_, seen.customers.history, seen.today);
  RETURN_IF_ERROR(parameters_.Vary({counted.columns(), seen.customers.mean_value}, varied));
  RETURN_IF_ERROR(five_years_.Score(seen, columns));
  for (size_t row = 0; row < scores.size(); ++row) {
    SumVariation& sum = sums[group_of[row]];
    ++sum.customers;
    sum.own_variance += OwnVarianceOf(columns, row, histories.repeats[row]);
    sum.varied.resize(varied.size(), 0);
    for (size_t i = 0; i < varied.size(); ++i) sum.varied[i] += varied[i][row];
  }
  return absl::OkStatus();
}

Spread80 ValueSpread::Around(int64_t sum_minor, int64_t customers, const SumVariation& variation) const {
  if (variation.customers == 0) return {0, 0};
  const double scale = static_cast<double>(customers) / static_cast<double>(variation.customers);
  const double minor = minor_per_unit_;
  return SpreadOfSum(static_cast<double>(sum_minor), parameters_.LogDeviation(variation.varied),
                     variation.own_variance * scale * minor * minor);
}

double ValueSpread::OwnVarianceOf(const ScoreColumns& scores, size_t row, int32_t repeats) const {
  // A posterior with less than two degrees has no variance; .1 of one is taken to be as wide as it gets.
  const double between = 1 / std::max(spending_.p * repeats + spending_.q - 2, .1);
  return OwnVariance({.purchases = scores.expected_purchases[row],
                      .buys = scores.buys_again[row],
                      .value = scores.clv_60_months[row],
                      .purchase_spread = std::sqrt((1 + between) / spending_.p),
                      .mean_spread = std::sqrt(between)});
}

}  // namespace bestand::scoring
