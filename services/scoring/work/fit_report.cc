#include "services/scoring/work/fit_report.h"

#include <algorithm>

#include "common/error/error.h"
#include "services/scoring/domain/seasonal_scorer.h"

namespace bestand::scoring {
namespace {

constexpr size_t kRowsAtOnce = 65'536;

absl::StatusOr<std::vector<double>> ValuesToCome(const FittedModel& model, const FitData& data) {
  ASSIGN_OR_RETURN(SeasonalScorer scorer, SeasonalScorer::Make(model.Seasonal(), model.spending, {}));
  std::vector<double> values;
  values.reserve(data.repeats.size());
  const std::vector<int32_t> today = data.Today();
  ScoreColumns scores;
  for (size_t from = 0; from < data.repeats.size(); from += kRowsAtOnce) {
    const size_t rows = std::min(kRowsAtOnce, data.repeats.size() - from);
    const auto part = [&](const auto& column) { return std::span(column).subspan(from, rows); };
    RETURN_IF_ERROR(scorer.Score(
        {{{part(data.repeats), part(data.recency_days), part(data.age_days)}, part(data.mean_value)},
         part(today)},
        scores));
    values.insert(values.end(), scores.clv_60_months.begin(), scores.clv_60_months.end());
  }
  return values;
}

absl::Status AddGrid(const FittedModel& model, const FitData& data, ModelReport& report) {
  const GridTerms terms{.age_days = std::max(data.as_of_day - data.early_day, 1),
                        .horizon_days = model.yardstick.horizon_days,
                        .most_repeats = UsualMostRepeats(data.repeats)};
  ASSIGN_OR_RETURN(report.grid, FillGrid(model.buying.model, terms));
  return absl::OkStatus();
}

}  // namespace

absl::Status AddTracking(const TrackedTime& time, ModelReport& report) {
  const Cohorts cohorts = CohortsOf(time.data.age_days);
  const CountedHistories counted(time.model.clock, time.data.History(), time.data.Today());
  ASSIGN_OR_RETURN(report.repeats,
                   CountRepeats(time.model.model, time.data.repeats, CohortsOf(counted.columns().age_days)));
  if (time.repeats.days.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(report.tracking,
                   Track(time.model, cohorts, time.repeats, {time.data.as_of_day, time.end_day}));
  return absl::OkStatus();
}

absl::Status AddScores(const FittedModel& model, const FitData& data, ModelReport& report) {
  RETURN_IF_ERROR(AddGrid(model, data, report));
  if (model.spending_fit) {
    ASSIGN_OR_RETURN(report.values, CountValues(model.spending, {data.repeats, data.mean_value}));
  }
  ASSIGN_OR_RETURN(report.so_far, SummarisePortfolio(data.total_value));
  ASSIGN_OR_RETURN(const std::vector<double> to_come, ValuesToCome(model, data));
  ASSIGN_OR_RETURN(report.to_come, SummarisePortfolio(to_come));
  return absl::OkStatus();
}

}  // namespace bestand::scoring
