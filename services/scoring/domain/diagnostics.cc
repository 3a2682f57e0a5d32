#include "services/scoring/domain/diagnostics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/error/error.h"
#include "services/scoring/domain/seasonal_scorer.h"

namespace bestand::scoring {
namespace {

constexpr int kBins = 10;
constexpr int kMostRepeats = 7;

// Row numbers by rising score; equal scores keep their order.
std::vector<size_t> ByRising(std::span<const double> score) {
  std::vector<size_t> order(score.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t i, size_t j) { return score[i] < score[j]; });
  return order;
}

// Customers in ten groups of equal size by rising score; fewer groups with fewer customers.
std::vector<std::vector<size_t>> Deciles(std::span<const double> score) {
  const auto order = ByRising(score);
  std::vector<std::vector<size_t>> bins;
  for (size_t bin = 0; bin < kBins; ++bin) {
    const auto from = order.begin() + static_cast<std::ptrdiff_t>(order.size() * bin / kBins);
    const auto to = order.begin() + static_cast<std::ptrdiff_t>(order.size() * (bin + 1) / kBins);
    if (from != to) bins.emplace_back(from, to);
  }
  return bins;
}

template <class Column>
double MeanOver(const std::vector<size_t>& rows, const Column& column) {
  double sum = 0;
  for (size_t row : rows) sum += column[row];
  return sum / static_cast<double>(rows.size());
}

std::vector<FrequencyBin> ByFrequency(const HoldOut& hold_out, std::span<const double> expected) {
  std::vector<FrequencyBin> bins;
  for (int repeats = 0; repeats <= kMostRepeats; ++repeats) {
    std::vector<size_t> rows;
    for (size_t i = 0; i < expected.size(); ++i) {
      if (std::min<int>(hold_out.history.repeats[i], kMostRepeats) == repeats) rows.push_back(i);
    }
    if (rows.empty()) continue;
    bins.push_back({repeats, static_cast<int64_t>(rows.size()), MeanOver(rows, expected),
                    MeanOver(rows, hold_out.actual)});
  }
  return bins;
}

absl::Status CheckHoldOut(const HoldOut& hold_out) {
  const bool good = !hold_out.actual.empty() && hold_out.actual.size() == hold_out.history.repeats.size() &&
                    std::ranges::all_of(hold_out.actual, [](int count) { return count >= 0; });
  if (good) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "The hold-out is empty, its columns differ in length, or a count is negative.");
}

absl::StatusOr<ScoreColumns> Predict(const SeasonalModel& model, const HoldOut& hold_out) {
  ASSIGN_OR_RETURN(SeasonalScorer scorer,
                   SeasonalScorer::Make(model, FlatSpending(1), {.horizon_days = hold_out.days}));
  const std::vector<double> no_value(hold_out.actual.size(), 0);
  const std::vector<int32_t> today(hold_out.actual.size(), hold_out.today);
  ScoreColumns scores;
  RETURN_IF_ERROR(scorer.Score({{hold_out.history, no_value}, today}, scores));
  return scores;
}

// The facts that the figures compare, a row a customer.
struct Outcome {
  std::vector<uint8_t> bought;
  std::vector<double> silence;  // days since the last purchase
};

Outcome OutcomeOf(const HoldOut& hold_out) {
  Outcome outcome;
  for (size_t i = 0; i < hold_out.actual.size(); ++i) {
    outcome.bought.push_back(hold_out.actual[i] > 0);
    outcome.silence.push_back(hold_out.history.age_days[i] - hold_out.history.recency_days[i]);
  }
  return outcome;
}

}  // namespace

double AreaUnderCurve(std::span<const double> score, std::span<const uint8_t> happened) {
  const auto order = ByRising(score);
  double positives = 0, rank_sum = 0;
  for (size_t from = 0, to = 0; from < order.size(); from = to) {
    double tied_positives = 0;
    for (to = from; to < order.size() && score[order[to]] == score[order[from]]; ++to) {
      tied_positives += happened[order[to]];
    }
    rank_sum += tied_positives * (static_cast<double>(from + to) + 1) / 2;  // mean rank of the tied
    positives += tied_positives;
  }
  const double negatives = static_cast<double>(order.size()) - positives;
  if (positives == 0 || negatives == 0) return .5;
  return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives);
}

double Brier(std::span<const double> probability, std::span<const uint8_t> happened) {
  double sum = 0;
  for (size_t i = 0; i < happened.size(); ++i) sum += std::pow(probability[i] - happened[i], 2);
  return sum / static_cast<double>(happened.size());
}

std::vector<double> RatesBySilence(std::span<const double> silence, std::span<const uint8_t> happened) {
  std::vector<double> rates(silence.size());
  for (const auto& bin : Deciles(silence)) {
    const double rate = MeanOver(bin, happened);
    for (size_t row : bin) rates[row] = rate;
  }
  return rates;
}

std::vector<CalibrationBin> Calibrate(std::span<const double> probability,
                                      std::span<const uint8_t> happened) {
  std::vector<CalibrationBin> bins;
  for (const auto& rows : Deciles(probability)) {
    bins.push_back(
        {static_cast<int64_t>(rows.size()), MeanOver(rows, probability), MeanOver(rows, happened)});
  }
  return bins;
}

absl::StatusOr<Diagnostics> Diagnose(const SeasonalModel& model, const HoldOut& hold_out) {
  RETURN_IF_ERROR(CheckHoldOut(hold_out));
  ASSIGN_OR_RETURN(const ScoreColumns scores, Predict(model, hold_out));
  return Diagnose(scores, hold_out);
}

absl::StatusOr<Diagnostics> Diagnose(const ScoreColumns& scores, const HoldOut& hold_out) {
  RETURN_IF_ERROR(CheckHoldOut(hold_out));
  const Outcome outcome = OutcomeOf(hold_out);
  Diagnostics result{.customers = static_cast<int64_t>(hold_out.actual.size())};
  for (size_t i = 0; i < hold_out.actual.size(); ++i) {
    result.expected_purchases += scores.expected_purchases[i];
    result.actual_purchases += hold_out.actual[i];
    result.mean_absolute_error += std::abs(scores.expected_purchases[i] - hold_out.actual[i]);
  }
  result.mean_absolute_error /= static_cast<double>(result.customers);
  result.auc = AreaUnderCurve(scores.buys_again, outcome.bought);
  result.baseline_auc = 1 - AreaUnderCurve(outcome.silence, outcome.bought);
  result.brier = Brier(scores.buys_again, outcome.bought);
  result.baseline_brier = Brier(RatesBySilence(outcome.silence, outcome.bought), outcome.bought);
  result.calibration = Calibrate(scores.buys_again, outcome.bought);
  result.by_frequency = ByFrequency(hold_out, scores.expected_purchases);
  return result;
}

}  // namespace bestand::scoring
