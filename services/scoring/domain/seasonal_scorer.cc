#include "services/scoring/domain/seasonal_scorer.h"

#include <vector>

#include "common/error/error.h"
#include "services/scoring/domain/picked_rows.h"

namespace bestand::scoring {
namespace {

constexpr size_t kMostHorizons = 64;  // remembered: whoever follows purchases needs a new one each day

}  // namespace

absl::Status CheckRows(const SeenColumns& seen) {
  const size_t rows = seen.today.size();
  const HistoryColumns& history = seen.customers.history;
  const bool whole = history.repeats.size() == rows && history.recency_days.size() == rows &&
                     history.age_days.size() == rows && seen.customers.mean_value.size() == rows;
  if (whole) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "The columns differ in length; send one row a customer.");
}

absl::StatusOr<SeasonalScorer> SeasonalScorer::Make(const SeasonalModel& model, const GammaGamma& spending,
                                                    const ScoreTerms& terms) {
  SeasonalScorer scorer(model, spending, terms);
  RETURN_IF_ERROR(scorer.For(terms.horizon_days).status());
  return scorer;
}

absl::Status SeasonalScorer::Score(const SeenColumns& seen, ScoreColumns& scores) {
  RETURN_IF_ERROR(CheckRows(seen));
  const CountedHistories histories(model_.clock, seen.customers.history, seen.today);
  const CustomerColumns counted{histories.columns(), seen.customers.mean_value};
  std::map<int32_t, std::vector<size_t>> rows;  // by the days of the horizon that count
  if (!model_.clock.flat()) {
    for (size_t i = 0; i < seen.today.size(); ++i) {
      rows[model_.clock.Horizon(seen.today[i], terms_.horizon_days)].push_back(i);
    }
  }
  if (rows.size() <= 1) {
    ASSIGN_OR_RETURN(BulkScorer * scorer, For(rows.empty() ? terms_.horizon_days : rows.begin()->first));
    return scorer->Score(counted, scores);
  }
  scores.Resize(seen.today.size());
  for (const auto& [horizon_days, some] : rows) {
    RETURN_IF_ERROR(ScoreRows(some, horizon_days, {counted, seen.today}, scores));
  }
  return absl::OkStatus();
}

absl::Status SeasonalScorer::ScoreRows(std::span<const size_t> rows, int32_t horizon_days,
                                       const SeenColumns& counted, ScoreColumns& scores) {
  const PickedRows picked(counted, rows);
  ASSIGN_OR_RETURN(BulkScorer * scorer, For(horizon_days));
  ScoreColumns some;
  RETURN_IF_ERROR(scorer->Score(picked.columns().customers, some));
  picked.Put(some, scores);
  return absl::OkStatus();
}

absl::StatusOr<BulkScorer*> SeasonalScorer::For(int32_t horizon_days) {
  const auto known = by_horizon_.find(horizon_days);
  if (known != by_horizon_.end()) return &known->second;
  if (by_horizon_.size() >= kMostHorizons) by_horizon_.clear();
  ScoreTerms terms = terms_;
  terms.horizon_days = horizon_days;
  ASSIGN_OR_RETURN(BulkScorer scorer, BulkScorer::Make(model_.model, spending_, terms));
  return &by_horizon_.emplace(horizon_days, std::move(scorer)).first->second;
}

}  // namespace bestand::scoring
