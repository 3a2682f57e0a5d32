#include "services/scoring/domain/diagnostics/repeat_counts.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"
#include "services/scoring/domain/quadrature.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {
namespace {

constexpr int kPanels = 12;
constexpr int64_t kMostCohorts = 100;

// The density of a history of x repeats whose last comes at `recency`, all orders of the others in it.
absl::StatusOr<double> DensityOfLast(const PurchaseModel& model, const PurchaseHistory& history) {
  ASSIGN_OR_RETURN(const double log_likelihood, LogLikelihood(model, history));
  const double others = history.repeats - 1;
  return std::exp(log_likelihood + others * std::log(history.recency_weeks) - LogGamma(others + 1));
}

absl::StatusOr<double> Probability(const PurchaseModel& model, int repeats, double age_weeks) {
  const GaussRule& rule = Gauss12();
  double sum = 0, to = age_weeks;
  for (int panel = 0; panel < kPanels; ++panel) {
    const double from = panel + 1 < kPanels ? to / 2 : 0;
    for (int i = 0; i < GaussRule::kPoints; ++i) {
      const double recency = (from + to) / 2 + rule.node[i] * (to - from) / 2;
      ASSIGN_OR_RETURN(const double density, DensityOfLast(model, {repeats, recency, age_weeks}));
      sum += rule.weight[i] * (to - from) / 2 * density;
    }
    to = from;
  }
  return sum;
}

}  // namespace

absl::StatusOr<std::vector<double>> RepeatProbabilities(const PurchaseModel& model, double age_weeks,
                                                        int rows) {
  ASSIGN_OR_RETURN(const double never, LogLikelihood(model, {0, 0, age_weeks}));
  std::vector<double> probabilities = {std::exp(never)};
  double rest = 1 - probabilities[0];
  for (int repeats = 1; repeats < rows - 1; ++repeats) {
    double probability = 0;
    if (age_weeks > 0) {
      ASSIGN_OR_RETURN(probability, Probability(model, repeats, age_weeks));
    }
    probabilities.push_back(probability);
    rest -= probability;
  }
  probabilities.push_back(std::max(rest, 0.));
  return probabilities;
}

absl::StatusOr<RepeatCounts> CountRepeats(const PurchaseModel& model, std::span<const int32_t> repeats,
                                          const Cohorts& cohorts) {
  RepeatCounts counts{std::vector<int64_t>(kMostRepeatRows), std::vector<double>(kMostRepeatRows)};
  for (const int32_t x : repeats) ++counts.actual[std::clamp(x, 0, kMostRepeatRows - 1)];
  const Cohorts merged = Merged(cohorts, kMostCohorts);
  for (size_t i = 0; i < merged.size(); ++i) {
    ASSIGN_OR_RETURN(const std::vector<double> probabilities,
                     RepeatProbabilities(model, merged.ages_days[i] / kDaysPerWeek, kMostRepeatRows));
    for (int x = 0; x < kMostRepeatRows; ++x) {
      counts.expected[x] += probabilities[x] * static_cast<double>(merged.customers[i]);
    }
  }
  return counts;
}

}  // namespace bestand::scoring
