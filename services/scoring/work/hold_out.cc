#include "services/scoring/work/hold_out.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/bulk_scorer.h"

namespace bestand::scoring {
namespace {

// Certainty that fails would weigh infinitely.
constexpr double kLeastProbability = 1e-12;

// Mean ln P(bought or not) over all customers.
absl::StatusOr<double> LogScore(const PurchaseModel& model, const FitData& data, int days) {
  ASSIGN_OR_RETURN(BulkScorer scorer, BulkScorer::Make(model, FlatSpending(1), {.horizon_days = days}));
  ScoreColumns scores;
  const std::vector<double> nothing(data.repeats.size(), 0.0);
  RETURN_IF_ERROR(scorer.Score({data.History(), nothing}, scores));
  double sum = 0;
  for (size_t row = 0; row < scores.buys_again.size(); ++row) {
    const double buys = scores.buys_again[row];
    sum += std::log(std::max(data.holdout_repeats[row] > 0 ? buys : 1 - buys, kLeastProbability));
  }
  return sum / static_cast<double>(scores.buys_again.size());
}

}  // namespace

absl::StatusOr<HoldOutReport> MeasureHoldOut(const PurchaseModel& model, const FitData& data,
                                             int32_t end_day) {
  const int days = end_day - data.as_of_day;
  HoldOutReport report{.calibration_end_day = data.as_of_day, .holdout_end_day = end_day};
  ASSIGN_OR_RETURN(report.diagnostics, Diagnose(model, HoldOut{data.History(), data.holdout_repeats, days}));
  ASSIGN_OR_RETURN(report.log_score, LogScore(model, data, days));
  return report;
}

int32_t DefaultCalibrationEnd(int32_t early_day, int32_t as_of_day) {
  return as_of_day - std::clamp((as_of_day - early_day) / 3, 1, kMostHoldOutDays);
}

}  // namespace bestand::scoring
