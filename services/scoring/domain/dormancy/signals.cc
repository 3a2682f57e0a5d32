#include "services/scoring/domain/dormancy/signals.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "services/scoring/domain/dormancy/rhythm.h"

namespace bestand::scoring {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kWeekDays = 7;
constexpr double kSteepest = 2;
constexpr int kMostUnanswered = 12;
constexpr double kWeeklyContacts = 13;  // in 90 days
constexpr int kContactWindowDays = 90, kContractWindowDays = 90;

double OwnGap(double repeats, double recency_days, double typical_gap_days) {
  return (recency_days + typical_gap_days) / (repeats + 1);
}

double LogMean(double sum, double days) { return sum > 0 && days > 0 ? std::log(sum / days) : kUnknown; }

double LogRatio(double later_mean, double earlier_mean) {
  return std::clamp(later_mean - earlier_mean, -kSteepest, kSteepest);  // NaN stays NaN
}

void SetTrends(const BehaviourSeen& seen, Signals& signals) {
  const Behaviour& behaviour = seen.behaviour;
  const double earlier_days = 1 + seen.earlier_repeats;  // with the first
  const double later_days = seen.repeats - seen.earlier_repeats;
  signals[Signal::kPaceTrend] = (later_days - seen.earlier_repeats) / (1. + seen.repeats);
  signals[Signal::kValueTrend] = signals[Signal::kBreadthTrend] = 0;
  if (seen.repeats == 0) return;
  const double later_value = static_cast<double>(seen.total_value_minor - behaviour.earlier_value_minor);
  signals[Signal::kValueTrend] =
      LogRatio(LogMean(later_value, later_days),
               LogMean(static_cast<double>(behaviour.earlier_value_minor), earlier_days));
  signals[Signal::kBreadthTrend] = LogRatio(LogMean(behaviour.items - behaviour.earlier_items, later_days),
                                            LogMean(behaviour.earlier_items, earlier_days));
}

void SetTroubles(const BehaviourSeen& seen, Signals& signals) {
  const Behaviour& behaviour = seen.behaviour;
  signals[Signal::kReturned] = std::clamp(behaviour.returned_permille, 0, 1000) / 1000.;
  signals[Signal::kComplaint] = behaviour.open_complaints > 0;
  signals[Signal::kUnanswered] = std::min(UnansweredContacts(behaviour, seen.last_day), kMostUnanswered);
  const double crowd = std::clamp(behaviour.recent_contacts / kWeeklyContacts - 1, 0., 1.);
  const bool lately =
      seen.last_outbound_day >= 0 && seen.today - seen.last_outbound_day <= kContactWindowDays;
  signals[Signal::kCrowded] = lately ? crowd : 0;
  const int32_t left = behaviour.contract_end_day - seen.today;
  signals[Signal::kContractEnd] = behaviour.contract_end_day >= 0 && left >= 0 && left <= kContractWindowDays;
}

}  // namespace

void SetHistorySignals(const HistorySeen& seen, Signals& signals) {
  const double gap = OwnGap(seen.repeats, seen.recency_days, seen.typical_gap_days);
  signals[Signal::kModel] = seen.model_log_odds;
  signals[Signal::kSilence] = std::log1p(seen.silent_days);
  signals[Signal::kGapRatio] = std::log((seen.silent_days + kWeekDays) / (gap + kWeekDays));
  signals[Signal::kRepeats] = std::log1p(seen.repeats);
}

void SetBehaviourSignals(const BehaviourSeen& seen, Signals& signals) {
  const Behaviour& behaviour = seen.behaviour;
  const bool known = behaviour.bought_months != 0;
  signals[Signal::kRhythm] = kUnknown;
  if (known) {
    const double shape = RhythmShape(seen.repeats, seen.recency_days, behaviour.log_gaps_milli);
    const double gap = OwnGap(seen.repeats, seen.recency_days, seen.typical_gap_days);
    signals[Signal::kRhythm] = SilenceEvidence(shape, seen.silent_days, gap);
  }
  signals[Signal::kSpending] = LogMean(static_cast<double>(seen.total_value_minor), 1. + seen.repeats);
  signals[Signal::kBreadth] = LogMean(behaviour.items, 1. + seen.repeats);
  SetTrends(seen, signals);
  if (!known) signals[Signal::kValueTrend] = signals[Signal::kBreadthTrend] = kUnknown;
  SetTroubles(seen, signals);
}

int32_t UnansweredContacts(const Behaviour& behaviour, int32_t last_day) {
  return behaviour.last_inbound_day > last_day ? 0 : behaviour.unanswered_contacts;
}

}  // namespace bestand::scoring
