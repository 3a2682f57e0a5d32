#include "services/scoring/domain/dormancy_terms.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/dormancy/rhythm.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr int kContactsInVain = 2;  // one may have been missed
constexpr double kRegularFrom = 1.5, kClumpyBelow = .67;

// The part of the score that a purchase history has, real or imagined.
class HistoryScore {
 public:
  HistoryScore(const SeasonalModel& model, int32_t today, const DormancyYardstick& yardstick)
      : model_(model), today_(today), yardstick_(yardstick) {}

  // The model's log-odds of no purchase within the yardstick's horizon.
  absl::StatusOr<double> ModelLogOdds(const PurchaseHistory& history) const {
    const auto horizon = static_cast<int32_t>(std::lround(yardstick_.horizon_days));
    const double days = model_.clock.flat() ? yardstick_.horizon_days : model_.clock.Horizon(today_, horizon);
    ASSIGN_OR_RETURN(
        const double none,
        ProbabilityOfNoPurchase(model_.model, model_.clock.Count(history, today_), days / kDaysPerWeek));
    return LogOddsOf(none);
  }

  absl::StatusOr<double> operator()(const PurchaseHistory& history) const {
    ASSIGN_OR_RETURN(const double log_odds, ModelLogOdds(history));
    Signals signals;
    SetHistorySignals({.model_log_odds = log_odds,
                       .repeats = static_cast<double>(history.repeats),
                       .recency_days = history.recency_weeks * kDaysPerWeek,
                       .silent_days = (history.age_weeks - history.recency_weeks) * kDaysPerWeek,
                       .typical_gap_days = yardstick_.typical_gap_days},
                      signals);
    double sum = yardstick_.stack.intercept;
    for (size_t i = 0; i < kHistorySignals; ++i) {
      sum += PartOf(yardstick_.stack, signals, static_cast<Signal>(i));
    }
    return sum;
  }

 private:
  const SeasonalModel& model_;
  int32_t today_;
  const DormancyYardstick& yardstick_;
};

// Collects terms; a cause that would speak against itself is no reason, its part stays in the remainder.
class Reasons {
 public:
  void Add(DormancyReason reason, double log_odds) {
    if (log_odds == 0) return;
    parts_.terms.push_back({reason, log_odds});
    parts_.score += log_odds;  // in the order of the terms
  }
  void AddIfFor(DormancyReason reason, double log_odds) {
    if (log_odds > 0) Add(reason, log_odds);
  }
  double sum() const { return parts_.score; }
  DormancyParts Take() { return std::move(parts_); }

 private:
  DormancyParts parts_;
};

// The part of the overdue days on which nobody had addressed the customer for long, [0, 1].
double NotAddressedShare(const DormancyFacts& facts, const DormancySituation& situation,
                         const DormancyYardstick& yardstick) {
  const double overdue = facts.age_days - facts.recency_days - situation.gap_days;
  if (!facts.days_since_addressed || overdue <= 0) return 0;
  const double left_alone = *facts.days_since_addressed - yardstick.contact_holds_days;
  return std::clamp(left_alone / overdue, 0., 1.);
}

// `overdue` log-odds, and what the contacts that nobody answered add to them.
void AddSilence(double overdue, double unanswered, const DormancyFacts& facts, double not_addressed,
                Reasons& reasons) {
  const double addressed = std::max(overdue, 0.) * (1 - not_addressed);
  const bool in_vain = UnansweredContacts(facts.behaviour, facts.last_day) >= kContactsInVain;
  reasons.Add(DormancyReason::kOverdue, in_vain ? 0 : addressed);
  reasons.Add(DormancyReason::kAddressedInVain, (in_vain ? addressed : 0) + unanswered);
  reasons.AddIfFor(DormancyReason::kNotAddressed, overdue * not_addressed);
}

// How the customer would look had one cause been absent; nothing when it is.
std::optional<PurchaseHistory> HadBoughtAgain(const DormancySituation& s,
                                              const DormancyYardstick& yardstick) {
  if (s.repeats > 0) return std::nullopt;
  const double gap_weeks = yardstick.typical_gap_days / kDaysPerWeek;
  return PurchaseHistory{1, gap_weeks, gap_weeks + s.in_rhythm.age_weeks};
}

std::optional<PurchaseHistory> HadKeptPace(const DormancySituation& s, const DormancyFacts& facts) {
  if (facts.purchases_first_half < 2 || facts.purchases_second_half >= facts.purchases_first_half) {
    return std::nullopt;
  }
  PurchaseHistory steady = s.in_rhythm;
  steady.repeats += facts.purchases_first_half - facts.purchases_second_half;
  return steady;
}

// What all terms are made of.
struct Case {
  const DormancyFacts& facts;
  const DormancySituation& situation;
  const DormancyYardstick& yardstick;
  const HistoryScore& score;
  const Signals signals;

  double PartOf(Signal signal) const { return scoring::PartOf(yardstick.stack, signals, signal); }
};

absl::Status AddHistory(const Case& c, Reasons& reasons) {
  const DormancySituation& s = c.situation;
  const HistoryScore& score = c.score;
  ASSIGN_OR_RETURN(const double typical, score(c.yardstick.median_customer));
  ASSIGN_OR_RETURN(const double now, score(s.now));
  ASSIGN_OR_RETURN(const double seen, score(s.seen));
  ASSIGN_OR_RETURN(const double in_rhythm, score(s.in_rhythm));
  reasons.Add(DormancyReason::kTypicalCustomer, typical);
  AddSilence(now - in_rhythm, c.PartOf(Signal::kUnanswered), c.facts,
             NotAddressedShare(c.facts, s, c.yardstick), reasons);
  reasons.Add(DormancyReason::kSeasonal, std::min(seen - now, 0.));
  if (const auto again = HadBoughtAgain(s, c.yardstick)) {
    ASSIGN_OR_RETURN(const double without, score(*again));
    reasons.AddIfFor(DormancyReason::kOneAndDone, in_rhythm - without);
  }
  return absl::OkStatus();
}

// A model's counterfactual and a stack's own opinion are two parts of one reason.
absl::Status AddDecline(const Case& c, Reasons& reasons) {
  double decline = std::max(c.PartOf(Signal::kPaceTrend), 0.);
  if (const auto steady = HadKeptPace(c.situation, c.facts)) {
    ASSIGN_OR_RETURN(const double without, c.score(*steady));
    ASSIGN_OR_RETURN(const double in_rhythm, c.score(c.situation.in_rhythm));
    decline += std::max(in_rhythm - without, 0.);
  }
  const bool declines = c.facts.purchases_second_half < c.facts.purchases_first_half;
  reasons.AddIfFor(DormancyReason::kDeclining, declines ? decline : 0);
  return absl::OkStatus();
}

DormancyReason RhythmReason(const DormancyFacts& facts) {
  const double shape =
      RhythmShape(facts.purchase_days - 1, facts.recency_days, facts.behaviour.log_gaps_milli);
  if (shape > kRegularFrom) return DormancyReason::kRegularBuyer;
  return shape < kClumpyBelow ? DormancyReason::kClumpyBuyer : DormancyReason::kRandomBuyer;
}

void AddBehaviour(const Case& c, Reasons& reasons) {
  if (c.signals[Signal::kValueTrend] < 0) {
    reasons.AddIfFor(DormancyReason::kLowerValue, c.PartOf(Signal::kValueTrend));
  }
  if (c.signals[Signal::kBreadthTrend] < 0) {
    reasons.AddIfFor(DormancyReason::kNarrowerBaskets, c.PartOf(Signal::kBreadthTrend));
  }
  if (c.facts.purchase_days > 2) reasons.Add(RhythmReason(c.facts), c.PartOf(Signal::kRhythm));
  reasons.Add(DormancyReason::kLastBasketReturned, c.PartOf(Signal::kReturned));
  reasons.Add(DormancyReason::kOpenComplaint, c.PartOf(Signal::kComplaint));
  reasons.Add(DormancyReason::kAddressedTooOften, c.PartOf(Signal::kCrowded));
  reasons.Add(DormancyReason::kContractEnds, c.PartOf(Signal::kContractEnd));
}

}  // namespace

absl::StatusOr<DormancyParts> ExplainDormancy(const SeasonalModel& model, const DormancyFacts& facts,
                                              const DormancySituation& situation,
                                              const DormancyYardstick& yardstick) {
  const HistoryScore score(model, facts.today(), yardstick);
  ASSIGN_OR_RETURN(const double log_odds, score.ModelLogOdds(situation.seen));
  const Case customer{facts, situation, yardstick, score,
                      SignalsOf(facts, situation.silence, log_odds, yardstick)};
  Reasons reasons;
  RETURN_IF_ERROR(AddHistory(customer, reasons));
  RETURN_IF_ERROR(AddDecline(customer, reasons));
  AddBehaviour(customer, reasons);
  reasons.Add(DormancyReason::kEverythingElse, ScoreOf(yardstick.stack, customer.signals) - reasons.sum());
  return reasons.Take();
}

}  // namespace bestand::scoring
