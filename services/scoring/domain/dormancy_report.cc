#include "services/scoring/domain/dormancy_report.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/seasonal_scorer.h"

namespace bestand::scoring {
namespace {

constexpr double kLeastProbability = 1e-12;

absl::Status CheckLengths(const DormancyCohort& cohort) {
  if (!cohort.facts.empty() && cohort.facts.size() == cohort.actual.size()) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "The cohort is empty or its columns differ in length; send one row a customer.");
}

// P(purchase in the days) as the model alone has it; `ages` by the season's clock or the calendar.
absl::StatusOr<std::vector<double>> Foretell(const SeasonalModel& model, const DormancyCohort& cohort,
                                             std::span<const int32_t> ages) {
  std::vector<int32_t> repeats, recency, today;
  for (const DormancyFacts& facts : cohort.facts) {
    repeats.push_back(facts.purchase_days - 1);
    recency.push_back(facts.recency_days);
    today.push_back(facts.today());
  }
  ASSIGN_OR_RETURN(SeasonalScorer scorer,
                   SeasonalScorer::Make(model, FlatSpending(1), {.horizon_days = cohort.days}));
  const std::vector<double> no_value(repeats.size(), 0);
  ScoreColumns scores;
  RETURN_IF_ERROR(scorer.Score({{{repeats, recency, ages}, no_value}, today}, scores));
  return std::move(scores.buys_again);
}

// What happened, and the plain baseline's silence.
struct Outcome {
  explicit Outcome(const DormancyCohort& cohort) {
    for (size_t i = 0; i < cohort.facts.size(); ++i) {
      ages.push_back(cohort.facts[i].age_days);
      bought.push_back(cohort.actual.empty() ? 0 : cohort.actual[i] > 0);
      silence.push_back(cohort.facts[i].age_days - cohort.facts[i].recency_days);
    }
  }
  std::vector<int32_t> ages;
  std::vector<uint8_t> bought;
  std::vector<double> silence;
};

}  // namespace

ForecastQuality MeasureForecast(std::span<const double> probability, std::span<const uint8_t> happened) {
  if (happened.empty()) return {};
  ForecastQuality quality{.auc = AreaUnderCurve(probability, happened),
                          .brier = Brier(probability, happened),
                          .calibration = Calibrate(probability, happened)};
  for (size_t i = 0; i < happened.size(); ++i) {
    quality.log_score +=
        std::log(std::max(happened[i] ? probability[i] : 1 - probability[i], kLeastProbability));
  }
  quality.log_score /= static_cast<double>(happened.size());
  return quality;
}

absl::StatusOr<std::vector<Signals>> CohortSignals(const SeasonalModel& model, const DormancyCohort& cohort,
                                                   const DormancyYardstick& yardstick) {
  std::vector<SilenceSeen> silences;
  std::vector<int32_t> ages;
  for (const DormancyFacts& facts : cohort.facts) {
    silences.push_back(SeeSilence(facts));
    ages.push_back(silences.back().AgeDays(facts));
  }
  ASSIGN_OR_RETURN(const std::vector<double> buys, Foretell(model, cohort, ages));
  std::vector<Signals> signals;
  for (size_t i = 0; i < buys.size(); ++i) {
    signals.push_back(SignalsOf(cohort.facts[i], silences[i], -LogOddsOf(buys[i]), yardstick));
  }
  return signals;
}

absl::StatusOr<DormancyStack> LearnStack(const SeasonalModel& model, const DormancyCohort& cohort,
                                         const DormancyYardstick& yardstick) {
  RETURN_IF_ERROR(CheckLengths(cohort));
  ASSIGN_OR_RETURN(const std::vector<Signals> signals, CohortSignals(model, cohort, yardstick));
  const Outcome outcome(cohort);
  const StackCohort past{signals, outcome.bought};
  return FitStack({&past, 1});
}

absl::StatusOr<DormancyReport> CompareDormancy(const SeasonalModel& model, const DormancyCohort& cohort,
                                               const DormancyYardstick& yardstick) {
  RETURN_IF_ERROR(CheckLengths(cohort));
  const Outcome outcome(cohort);
  ASSIGN_OR_RETURN(const std::vector<double> alone, Foretell(model, cohort, outcome.ages));
  ASSIGN_OR_RETURN(const std::vector<Signals> signals, CohortSignals(model, cohort, yardstick));
  DormancyStack stack = yardstick.stack;
  stack.centre = CentresOf(signals);
  std::vector<double> stacked;
  for (const Signals& customer : signals) stacked.push_back(BuysAgain(ScoreOf(stack, customer)));
  const std::vector<double> rates = RatesBySilence(outcome.silence, outcome.bought);
  DormancyReport report{.customers = static_cast<int64_t>(signals.size()),
                        .days = cohort.days,
                        .baseline = MeasureForecast(rates, outcome.bought),
                        .model = MeasureForecast(alone, outcome.bought),
                        .stack = MeasureForecast(stacked, outcome.bought)};
  report.baseline.auc = 1 - AreaUnderCurve(outcome.silence, outcome.bought);
  return report;
}

}  // namespace bestand::scoring
