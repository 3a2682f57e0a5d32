#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/scoring/domain/grouped_scorer.h"
#include "services/scoring/domain/intervals.h"
#include "services/scoring/work/customer_score.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

// Turns purchase summaries into scores. One thread at a time; a customer's score does not depend on who else
// is scored.
class CustomerScorer {
 public:
  // Fails with MODEL_PARAMETER_INVALID.
  static absl::StatusOr<CustomerScorer> Make(const FittedModel& model, const ScoreSettings& settings);

  // Returns the scores in the order of the summaries, seen from `as_of_day`, or from a customer's own last
  // purchase day when that is later. The probability to buy within the horizon is AssessDormancy's: with the
  // model's stack, and for seasonal buyers by their season's clock, which their expected purchases and value
  // follow too. The value at risk is the fall of that probability over the next 30 days of silence, times the
  // 60-month value that the customer had right after the last purchase. Fails with HISTORY_OUT_OF_ORDER (fact
  // `row`).
  absl::StatusOr<std::vector<CustomerScore>> Score(std::span<const Summary> summaries, int32_t as_of_day,
                                                   absl::Time now);

 private:
  struct Columns;
  struct Answers {
    ScoreColumns now, year, later, awake;
    Interval80 clv_60_months;
  };
  CustomerScorer(GroupedScorer horizon, GroupedScorer year, std::vector<IntervalScorer> intervals)
      : horizon_(std::move(horizon)), year_(std::move(year)), intervals_(std::move(intervals)) {}

  absl::Status Ask(const Columns& columns);
  absl::Status AskIntervals(const Columns& columns);
  void Fill(const Columns& columns, size_t row, CustomerScore& score) const;
  double BuysWithin(double model_probability, const DormancyFacts& facts, const SilenceSeen& silence) const;
  int64_t Minor(double units) const;

  GroupedScorer horizon_, year_;
  std::vector<IntervalScorer> intervals_;  // one a group
  SeasonalClock clock_;
  CovariateCoding coding_;  // without columns where none are used
  Answers answers_;         // kept between calls for its memory
  DormancyYardstick yardstick_{};
  int32_t minor_per_unit_ = 100;
};

}  // namespace bestand::scoring
