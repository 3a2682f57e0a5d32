#include "services/scoring/work/hold_out.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/error/error.h"
#include "services/scoring/domain/grouped_scorer.h"

namespace bestand::scoring {
namespace {

// Certainty that fails would weigh infinitely.
constexpr double kLeastProbability = 1e-12;

std::vector<float> LogScores(const ScoreColumns& scores, const FitData& data) {
  std::vector<float> log_scores;
  for (size_t row = 0; row < scores.buys_again.size(); ++row) {
    const double buys = scores.buys_again[row];
    const double happened = data.holdout_repeats[row] > 0 ? buys : 1 - buys;
    log_scores.push_back(static_cast<float>(std::log(std::max(happened, kLeastProbability))));
  }
  return log_scores;
}

}  // namespace

absl::StatusOr<HoldOutMeasure> MeasureHoldOut(const SeasonalModel& model, const FitData& data,
                                              int32_t end_day) {
  return MeasureHoldOut({&model, 1}, {}, data, end_day);
}

absl::StatusOr<HoldOutMeasure> MeasureHoldOut(std::span<const SeasonalModel> models,
                                              std::span<const uint8_t> groups, const FitData& data,
                                              int32_t end_day) {
  const int days = end_day - data.as_of_day;
  ASSIGN_OR_RETURN(GroupedScorer scorer,
                   GroupedScorer::Make(models, FlatSpending(1), {.horizon_days = days}));
  const std::vector<double> nothing(data.repeats.size(), 0.0);
  ScoreColumns scores;
  RETURN_IF_ERROR(scorer.Score({{data.History(), nothing}, data.Today()}, groups, scores));
  HoldOutMeasure measure;
  HoldOutReport& report = measure.report;
  report.calibration_end_day = data.as_of_day;
  report.holdout_end_day = end_day;
  ASSIGN_OR_RETURN(report.diagnostics,
                   Diagnose(scores, HoldOut{data.History(), data.holdout_repeats, days, data.as_of_day}));
  measure.log_scores = LogScores(scores, data);
  report.log_score = std::accumulate(measure.log_scores.begin(), measure.log_scores.end(), 0.) /
                     static_cast<double>(measure.log_scores.size());
  return measure;
}

int32_t DefaultCalibrationEnd(int32_t early_day, int32_t as_of_day) {
  return as_of_day - std::clamp((as_of_day - early_day) / 3, 1, kMostHoldOutDays);
}

}  // namespace bestand::scoring
