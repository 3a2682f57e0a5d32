#include "services/scoring/work/plan/value_spread.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/picked_rows.h"

namespace bestand::scoring {
namespace {

constexpr int kFiveYearsDays = 1826;

}  // namespace

void SumVariation::Add(const SumVariation& other) {
  customers += other.customers;
  own_variance += other.own_variance;
  varied.resize(std::max(varied.size(), other.varied.size()));
  for (size_t group = 0; group < other.varied.size(); ++group) {
    varied[group].resize(std::max(varied[group].size(), other.varied[group].size()), 0);
    for (size_t i = 0; i < other.varied[group].size(); ++i) varied[group][i] += other.varied[group][i];
  }
}

absl::StatusOr<ValueSpread> ValueSpread::Make(const FittedModel& model, const ScoreSettings& settings) {
  const ScoreTerms terms{
      .horizon_days = kFiveYearsDays, .annual_discount = settings.annual_discount, .margin = settings.margin};
  const GammaGammaFit* spending = model.spending_fit ? &*model.spending_fit : nullptr;
  std::vector<IntervalScorer> parameters;
  for (const ModelFit& fit : model.Fits()) {
    ASSIGN_OR_RETURN(IntervalScorer scorer, IntervalScorer::Make(fit, spending, model.spending, terms));
    parameters.push_back(std::move(scorer));
  }
  ASSIGN_OR_RETURN(GroupedScorer five_years, GroupedScorer::Make(model.Models(), model.spending, terms));
  return ValueSpread(std::move(parameters), std::move(five_years), model);
}

absl::Status ValueSpread::Add(std::span<const CustomerScore> scores, std::span<const size_t> group_of,
                              std::vector<SumVariation>& sums) {
  const StoredHistories histories(scores, minor_per_unit_);
  ScoreColumns columns;
  RETURN_IF_ERROR(five_years_.Score(histories.Columns(), histories.groups, columns));
  for (size_t row = 0; row < scores.size(); ++row) {
    SumVariation& sum = sums[group_of[row]];
    ++sum.customers;
    sum.own_variance += OwnVarianceOf(columns, row, histories.repeats[row]);
  }
  return AddVaried(histories, group_of, sums);
}

absl::Status ValueSpread::AddVaried(const StoredHistories& histories, std::span<const size_t> group_of,
                                    std::vector<SumVariation>& sums) {
  const SeenColumns all = histories.Columns();
  ASSIGN_OR_RETURN(const auto rows, RowsByGroup(histories.groups, group_of.size(), parameters_.size()));
  std::vector<std::vector<double>> varied;
  for (size_t group = 0; group < rows.size(); ++group) {
    if (rows[group].empty()) continue;
    const PickedRows picked(all, rows[group]);
    const SeenColumns seen = picked.columns();
    const CountedHistories counted(clock_, seen.customers.history, seen.today);
    RETURN_IF_ERROR(parameters_[group].Vary({counted.columns(), seen.customers.mean_value}, varied));
    for (size_t row = 0; row < rows[group].size(); ++row) {
      auto& to = sums[group_of[rows[group][row]]].varied;
      to.resize(parameters_.size());
      to[group].resize(varied.size(), 0);
      for (size_t i = 0; i < varied.size(); ++i) to[group][i] += varied[i][row];
    }
  }
  return absl::OkStatus();
}

double ValueSpread::LogDeviation(const SumVariation& variation) const {
  if (variation.varied.size() == 1) return parameters_[0].LogDeviation(variation.varied[0]);
  double sum = 0, deviation = 0;
  for (size_t group = 0; group < variation.varied.size(); ++group) {
    const std::vector<double>& varied = variation.varied[group];
    if (varied.empty()) continue;
    sum += varied[0];
    deviation += varied[0] * parameters_[group].LogDeviation(varied);
  }
  return sum > 0 ? deviation / sum : 0;
}

Spread80 ValueSpread::Around(int64_t sum_minor, int64_t customers, const SumVariation& variation) const {
  if (variation.customers == 0) return {0, 0};
  const double scale = static_cast<double>(customers) / static_cast<double>(variation.customers);
  const double minor = minor_per_unit_;
  return SpreadOfSum(static_cast<double>(sum_minor), LogDeviation(variation),
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
