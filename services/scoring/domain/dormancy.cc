#include "services/scoring/domain/dormancy.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/dormancy/rhythm.h"
#include "services/scoring/domain/dormancy_terms.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr double kSurest = 36;  // log-odds: 1 - 2e-16, where doubles end

double OwnGap(const DormancyFacts& facts, const DormancyYardstick& yardstick) {
  const bool has_rhythm = facts.purchase_days > 1 && facts.recency_days > 0;
  return has_rhythm ? static_cast<double>(facts.recency_days) / (facts.purchase_days - 1)
                    : yardstick.typical_gap_days;
}

absl::Status CheckHalves(const DormancyFacts& facts) {
  const int halves = facts.purchases_first_half + facts.purchases_second_half;
  const bool good =
      facts.purchases_first_half >= 0 && facts.purchases_second_half >= 0 && halves < facts.purchase_days;
  if (good) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "The halves hold more purchases than the whole; send counts >= 0 that add up to repeats.");
}

absl::StatusOr<DormancySituation> Understand(const DormancyFacts& facts, const DormancyYardstick& yardstick) {
  DormancySituation s{.repeats = facts.purchase_days - 1, .gap_days = OwnGap(facts, yardstick)};
  s.now = HistoryFromDays(s.repeats, facts.recency_days, facts.age_days);
  RETURN_IF_ERROR(CheckOrder(s.now));
  RETURN_IF_ERROR(CheckHalves(facts));
  s.silence = SeeSilence(facts);
  s.seen = HistoryFromDays(s.repeats, facts.recency_days, s.silence.AgeDays(facts));
  const double silent_days = facts.age_days - facts.recency_days;
  s.in_rhythm = s.now;  // to the bit, lest rounding make somebody overdue
  if (silent_days > s.gap_days) s.in_rhythm.age_weeks = s.now.recency_weeks + s.gap_days / kDaysPerWeek;
  return s;
}

absl::Status CheckYardstick(const DormancyYardstick& yardstick) {
  if (yardstick.typical_gap_days > 0 && std::isfinite(yardstick.typical_gap_days)) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
                 "The typical gap must be a finite number of days > 0.", {{"parameter", "typical_gap_days"}});
}

}  // namespace

double LogOddsOf(double probability) {
  const double odds = std::log(probability) - std::log1p(-probability);
  return std::clamp(odds, -kSurest, kSurest);
}

double ScoreOf(const DormancyStack& stack, const Signals& signals) {
  return std::clamp(LogOddsOf(stack, signals), -kSurest, kSurest);
}

double BuysAgain(double score) { return 1 / (1 + std::exp(score)); }

SilenceSeen SeeSilence(const DormancyFacts& facts) {
  SilenceSeen seen{.silent_days = facts.age_days - facts.recency_days};
  seen.season = SeasonOf(facts.last_day, facts.behaviour.bought_months);
  if (!seen.season) return seen;
  seen.clock = ReadClock(*seen.season, facts.last_day, facts.last_day + seen.silent_days);
  if (seen.clock.counts) seen.silent_days = seen.clock.silent_days;
  return seen;
}

Signals SignalsOf(const DormancyFacts& facts, const SilenceSeen& silence, double model_log_odds,
                  const DormancyYardstick& yardstick) {
  Signals signals;
  SetHistorySignals({.model_log_odds = model_log_odds,
                     .repeats = facts.purchase_days - 1.,
                     .recency_days = static_cast<double>(facts.recency_days),
                     .silent_days = static_cast<double>(silence.silent_days),
                     .typical_gap_days = yardstick.typical_gap_days},
                    signals);
  SetBehaviourSignals({.behaviour = facts.behaviour,
                       .repeats = facts.purchase_days - 1,
                       .earlier_repeats = facts.purchases_first_half,
                       .recency_days = facts.recency_days,
                       .silent_days = silence.silent_days,
                       .last_day = facts.last_day,
                       .today = facts.today(),
                       .last_outbound_day = facts.last_outbound_day,
                       .total_value_minor = facts.total_value_minor,
                       .typical_gap_days = yardstick.typical_gap_days},
                      signals);
  return signals;
}

DormancyState StateOf(double buys_again, bool in_rhythm, const DormancyYardstick& yardstick) {
  if (in_rhythm || buys_again >= yardstick.active_from) return DormancyState::kActive;
  if (buys_again >= yardstick.cooling_from) return DormancyState::kCooling;
  return buys_again >= yardstick.lost_below ? DormancyState::kDormant : DormancyState::kLost;
}

DormancyState StateOf(double buys_again, const DormancyFacts& facts, const SilenceSeen& silence,
                      const DormancyYardstick& yardstick) {
  const double gap = OwnGap(facts, yardstick);
  const bool overdue = facts.age_days - facts.recency_days > gap;
  if (silence.clock.paused && overdue) return DormancyState::kSeasonalPause;
  return StateOf(buys_again, silence.silent_days <= gap, yardstick);
}

absl::StatusOr<Dormancy> AssessDormancy(const SeasonalModel& model, const DormancyFacts& facts,
                                        const DormancyYardstick& yardstick) {
  RETURN_IF_ERROR(CheckModel(model.model));
  RETURN_IF_ERROR(CheckYardstick(yardstick));
  if (facts.purchase_days == 0) return Dormancy{.state = DormancyState::kNeverBought};
  ASSIGN_OR_RETURN(const DormancySituation situation, Understand(facts, yardstick));
  ASSIGN_OR_RETURN(const double alive,
                   ProbabilityAlive(model.model, model.clock.Count(situation.seen, facts.today())));
  ASSIGN_OR_RETURN(DormancyParts parts, ExplainDormancy(model, facts, situation, yardstick));
  const double buys_again = BuysAgain(parts.score);
  return Dormancy{
      .state = StateOf(buys_again, facts, situation.silence, yardstick),
      .buys_again = buys_again,
      .alive = alive,
      .days_silent = facts.age_days - facts.recency_days,
      .own_gap_days = situation.gap_days,
      .score = parts.score,
      .terms = std::move(parts.terms),
      .season = situation.silence.season,
      .rhythm_shape = RhythmShape(situation.repeats, facts.recency_days, facts.behaviour.log_gaps_milli)};
}

}  // namespace bestand::scoring
