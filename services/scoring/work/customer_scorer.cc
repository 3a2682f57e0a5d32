#include "services/scoring/work/customer_scorer.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/picked_rows.h"
#include "services/scoring/work/dormancy_facts.h"

namespace bestand::scoring {
namespace {

constexpr int kYearDays = 365;
constexpr int kRiskDays = 30;
constexpr double kMostMinor = 9e18;  // beyond every amount, within an int64

ScoreTerms TermsOf(const ScoreSettings& settings, int horizon_days) {
  return {
      .horizon_days = horizon_days, .annual_discount = settings.annual_discount, .margin = settings.margin};
}

}  // namespace

struct CustomerScorer::Columns {
  Columns(std::span<const Summary> summaries, int32_t as_of_day, int32_t minor_per_unit,
          const CovariateCoding& coding) {
    for (const Summary& summary : summaries) {
      const int32_t seen_from = std::max(as_of_day, summary.last_day);
      as_of.push_back(seen_from);
      later_on.push_back(seen_from + kRiskDays);
      groups.push_back(coding.empty() ? 0 : coding.GroupOf(summary.traits));
      repeats.push_back(summary.repeats);
      recency.push_back(summary.last_day - summary.first_day);
      now.Add(DormancyFactsOf(summary, seen_from));
      later.Add(DormancyFactsOf(summary, seen_from + kRiskDays));
      const double net = static_cast<double>(std::max<int64_t>(summary.repeat_value_minor, 0));
      mean_value.push_back(summary.repeats == 0 ? 0 : net / minor_per_unit / summary.repeats);
    }
  }

  // The customers on a day; ages are by the season's clock where a customer has one.
  struct Moment {
    void Add(const DormancyFacts& seen) {
      facts.push_back(seen);
      silences.push_back(SeeSilence(seen));
      ages.push_back(silences.back().AgeDays(seen));
    }
    std::vector<DormancyFacts> facts;
    std::vector<SilenceSeen> silences;
    std::vector<int32_t> ages;
  };

  // With these ages, seen from these days.
  SeenColumns At(std::span<const int32_t> ages, std::span<const int32_t> days) const {
    return {{{repeats, recency, ages}, mean_value}, days};
  }

  std::vector<uint8_t> groups;
  std::vector<int32_t> as_of, later_on, repeats, recency;
  Moment now, later;
  std::vector<double> mean_value;
};

absl::StatusOr<CustomerScorer> CustomerScorer::Make(const FittedModel& model, const ScoreSettings& settings) {
  const ScoreTerms terms = TermsOf(settings, settings.horizon_days);
  const std::vector<SeasonalModel> models = model.Models();
  ASSIGN_OR_RETURN(GroupedScorer horizon, GroupedScorer::Make(models, model.spending, terms));
  ASSIGN_OR_RETURN(GroupedScorer year,
                   GroupedScorer::Make(models, model.spending, TermsOf(settings, kYearDays)));
  const GammaGammaFit* spending = model.spending_fit ? &*model.spending_fit : nullptr;
  std::vector<IntervalScorer> intervals;
  for (const ModelFit& fit : model.Fits()) {
    ASSIGN_OR_RETURN(IntervalScorer interval, IntervalScorer::Make(fit, spending, model.spending, terms));
    intervals.push_back(std::move(interval));
  }
  CustomerScorer scorer(std::move(horizon), std::move(year), std::move(intervals));
  scorer.clock_ = models.front().clock;
  if (model.UsesCovariates()) scorer.coding_ = model.covariates->coding;
  scorer.yardstick_ = model.yardstick;
  scorer.minor_per_unit_ = model.currency.minor_per_unit;
  return scorer;
}

absl::StatusOr<std::vector<CustomerScore>> CustomerScorer::Score(std::span<const Summary> summaries,
                                                                 int32_t as_of_day, absl::Time now) {
  std::vector<CustomerScore> scores(summaries.size());
  if (summaries.empty()) return scores;
  const Columns columns(summaries, as_of_day, minor_per_unit_, coding_);
  RETURN_IF_ERROR(Ask(columns));
  for (size_t row = 0; row < summaries.size(); ++row) {
    scores[row].summary = summaries[row];
    scores[row].create_time = now;
    Fill(columns, row, scores[row]);
  }
  return scores;
}

absl::Status CustomerScorer::Ask(const Columns& columns) {
  const std::vector<uint8_t>& groups = columns.groups;
  const SeenColumns now = columns.At(columns.now.ages, columns.as_of);
  RETURN_IF_ERROR(horizon_.Score(now, groups, answers_.now));
  RETURN_IF_ERROR(year_.Score(now, groups, answers_.year));
  RETURN_IF_ERROR(horizon_.Score(columns.At(columns.later.ages, columns.later_on), groups, answers_.later));
  // Seen from the day of the last purchase: age is recency.
  RETURN_IF_ERROR(horizon_.Score(columns.At(columns.recency, columns.as_of), groups, answers_.awake));
  return AskIntervals(columns);
}

absl::Status CustomerScorer::AskIntervals(const Columns& columns) {
  const SeenColumns now = columns.At(columns.now.ages, columns.as_of);
  ASSIGN_OR_RETURN(const auto rows, RowsByGroup(columns.groups, columns.groups.size(), intervals_.size()));
  Interval80& all = answers_.clv_60_months;
  all.low.resize(columns.groups.size());
  all.high.resize(columns.groups.size());
  ScoreIntervals some;
  for (size_t group = 0; group < intervals_.size(); ++group) {
    if (rows[group].empty()) continue;
    const PickedRows picked(now, rows[group]);
    const SeenColumns seen = picked.columns();
    const CountedHistories counted(clock_, seen.customers.history, seen.today);
    RETURN_IF_ERROR(intervals_[group].Score({counted.columns(), seen.customers.mean_value}, some));
    for (size_t i = 0; i < rows[group].size(); ++i) {
      all.low[rows[group][i]] = some.clv_60_months.low[i];
      all.high[rows[group][i]] = some.clv_60_months.high[i];
    }
  }
  return absl::OkStatus();
}

void CustomerScorer::Fill(const Columns& columns, size_t row, CustomerScore& score) const {
  score.group = columns.groups[row];
  score.as_of_day = columns.as_of[row];
  score.alive = answers_.now.alive[row];
  score.buys_again =
      BuysWithin(answers_.now.buys_again[row], columns.now.facts[row], columns.now.silences[row]);
  score.expected_12_months = answers_.year.expected_purchases[row];
  score.purchase_value_minor = Minor(answers_.now.expected_value[row]);
  score.clv_12_months_minor = Minor(answers_.now.clv_12_months[row]);
  score.clv_60_months_minor = Minor(answers_.now.clv_60_months[row]);
  score.clv_60_low_minor = Minor(answers_.clv_60_months.low[row]);
  score.clv_60_high_minor = Minor(answers_.clv_60_months.high[row]);
  const double later =
      BuysWithin(answers_.later.buys_again[row], columns.later.facts[row], columns.later.silences[row]);
  const double fall = std::max(score.buys_again - later, 0.0);
  score.value_at_risk_minor = Minor(fall * answers_.awake.clv_60_months[row]);
  score.state = StateOf(score.buys_again, columns.now.facts[row], columns.now.silences[row], yardstick_);
}

double CustomerScorer::BuysWithin(double model_probability, const DormancyFacts& facts,
                                  const SilenceSeen& silence) const {
  const Signals signals = SignalsOf(facts, silence, -LogOddsOf(model_probability), yardstick_);
  return BuysAgain(ScoreOf(yardstick_.stack, signals));
}

int64_t CustomerScorer::Minor(double units) const {
  return std::llround(std::clamp(units * minor_per_unit_, 0.0, kMostMinor));
}

}  // namespace bestand::scoring
