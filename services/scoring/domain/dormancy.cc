#include "services/scoring/domain/dormancy.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr double kSurest = 36;  // log-odds: 1 - 2e-16, where doubles end

double LogOdds(double probability) {
  const double odds = std::log(probability) - std::log1p(-probability);
  return std::clamp(odds, -kSurest, kSurest);
}

// Log-odds of no purchase within the horizon.
absl::StatusOr<double> Silence(const PurchaseModel& model, const PurchaseHistory& history,
                               const DormancyYardstick& yardstick) {
  ASSIGN_OR_RETURN(const double none,
                   ProbabilityOfNoPurchase(model, history, yardstick.horizon_days / kDaysPerWeek));
  return LogOdds(none);
}

struct Situation {
  int repeats;
  double gap_days, silent_days;
  PurchaseHistory now;
  PurchaseHistory in_rhythm;  // the same, silent for one gap at most
};

absl::StatusOr<Situation> Understand(const DormancyFacts& facts, const DormancyYardstick& yardstick) {
  Situation s{.repeats = facts.purchase_days - 1};
  s.now = HistoryFromDays(s.repeats, facts.recency_days, facts.age_days);
  RETURN_IF_ERROR(CheckOrder(s.now));
  const int halves = facts.purchases_first_half + facts.purchases_second_half;
  if (facts.purchases_first_half < 0 || facts.purchases_second_half < 0 || halves > s.repeats) {
    return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                   "The halves hold more purchases than the whole; send counts >= 0 that add up to repeats.");
  }
  const bool has_rhythm = s.repeats > 0 && facts.recency_days > 0;
  s.gap_days = has_rhythm ? static_cast<double>(facts.recency_days) / s.repeats : yardstick.typical_gap_days;
  s.silent_days = facts.age_days - facts.recency_days;
  s.in_rhythm = s.now;
  s.in_rhythm.age_weeks = s.now.recency_weeks + std::min(s.silent_days, s.gap_days) / kDaysPerWeek;
  return s;
}

// The part of the overdue days on which nobody had addressed the customer for long, [0, 1].
double NotAddressedShare(const DormancyFacts& facts, const Situation& s, const DormancyYardstick& yardstick) {
  const double overdue = s.silent_days - s.gap_days;
  if (!facts.days_since_addressed || overdue <= 0) return 0;
  const double left_alone = *facts.days_since_addressed - yardstick.contact_holds_days;
  return std::clamp(left_alone / overdue, 0., 1.);
}

// How the customer would look had one cause been absent; nothing when it is.
std::optional<PurchaseHistory> HadBoughtAgain(const Situation& s, const DormancyYardstick& yardstick) {
  if (s.repeats > 0) return std::nullopt;
  const double gap_weeks = yardstick.typical_gap_days / kDaysPerWeek;
  return PurchaseHistory{1, gap_weeks, gap_weeks + s.in_rhythm.age_weeks};
}

std::optional<PurchaseHistory> HadKeptPace(const Situation& s, const DormancyFacts& facts) {
  if (facts.purchases_first_half < 2 || facts.purchases_second_half >= facts.purchases_first_half) {
    return std::nullopt;
  }
  PurchaseHistory steady = s.in_rhythm;
  steady.repeats += facts.purchases_first_half - facts.purchases_second_half;
  return steady;
}

class Reasons {
 public:
  void Add(DormancyReason reason, double log_odds) {
    if (log_odds == 0) return;
    terms_.push_back({reason, log_odds});
    sum_ += log_odds;
  }
  // A cause that would speak against itself is no reason; its part stays in the remainder.
  void AddIfFor(DormancyReason reason, double log_odds) {
    if (log_odds > 0) Add(reason, log_odds);
  }
  double sum() const { return sum_; }
  std::vector<DormancyTerm> Take() { return std::move(terms_); }

 private:
  std::vector<DormancyTerm> terms_;
  double sum_ = 0;  // added in the order of the terms: the score is this sum to the bit
};

absl::StatusOr<Reasons> Explain(const PurchaseModel& model, const DormancyFacts& facts, const Situation& s,
                                const DormancyYardstick& yardstick) {
  ASSIGN_OR_RETURN(const double typical, Silence(model, yardstick.median_customer, yardstick));
  ASSIGN_OR_RETURN(const double now, Silence(model, s.now, yardstick));
  ASSIGN_OR_RETURN(const double in_rhythm, Silence(model, s.in_rhythm, yardstick));
  Reasons reasons;
  reasons.Add(DormancyReason::kTypicalCustomer, typical);
  const double share = NotAddressedShare(facts, s, yardstick);
  reasons.AddIfFor(DormancyReason::kOverdue, (now - in_rhythm) * (1 - share));
  reasons.AddIfFor(DormancyReason::kNotAddressed, (now - in_rhythm) * share);
  if (const auto again = HadBoughtAgain(s, yardstick)) {
    ASSIGN_OR_RETURN(const double without, Silence(model, *again, yardstick));
    reasons.AddIfFor(DormancyReason::kOneAndDone, in_rhythm - without);
  }
  if (const auto steady = HadKeptPace(s, facts)) {
    ASSIGN_OR_RETURN(const double without, Silence(model, *steady, yardstick));
    reasons.AddIfFor(DormancyReason::kDeclining, in_rhythm - without);
  }
  reasons.Add(DormancyReason::kEverythingElse, now - reasons.sum());
  return reasons;
}

absl::Status CheckYardstick(const DormancyYardstick& yardstick) {
  if (yardstick.typical_gap_days > 0 && std::isfinite(yardstick.typical_gap_days)) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
                 "The typical gap must be a finite number of days > 0.", {{"parameter", "typical_gap_days"}});
}

}  // namespace

std::string_view NameOf(DormancyState state) {
  constexpr std::string_view kNames[] = {"NEVER_BOUGHT", "ACTIVE", "COOLING", "DORMANT", "LOST"};
  return kNames[static_cast<int>(state)];
}

std::string_view NameOf(DormancyReason reason) {
  constexpr std::string_view kNames[] = {"TYPICAL_CUSTOMER", "OVERDUE",   "NOT_ADDRESSED",
                                         "ONE_AND_DONE",     "DECLINING", "EVERYTHING_ELSE"};
  return kNames[static_cast<int>(reason)];
}

DormancyState StateOf(double buys_again, bool in_rhythm, const DormancyYardstick& yardstick) {
  if (in_rhythm || buys_again >= yardstick.active_from) return DormancyState::kActive;
  if (buys_again >= yardstick.cooling_from) return DormancyState::kCooling;
  return buys_again >= yardstick.lost_below ? DormancyState::kDormant : DormancyState::kLost;
}

absl::StatusOr<Dormancy> AssessDormancy(const PurchaseModel& model, const DormancyFacts& facts,
                                        const DormancyYardstick& yardstick) {
  RETURN_IF_ERROR(CheckModel(model));
  RETURN_IF_ERROR(CheckYardstick(yardstick));
  if (facts.purchase_days == 0) return Dormancy{.state = DormancyState::kNeverBought};
  ASSIGN_OR_RETURN(const Situation situation, Understand(facts, yardstick));
  ASSIGN_OR_RETURN(const double none,
                   ProbabilityOfNoPurchase(model, situation.now, yardstick.horizon_days / kDaysPerWeek));
  ASSIGN_OR_RETURN(const double alive, ProbabilityAlive(model, situation.now));
  ASSIGN_OR_RETURN(Reasons reasons, Explain(model, facts, situation, yardstick));
  return Dormancy{.state = StateOf(1 - none, situation.silent_days <= situation.gap_days, yardstick),
                  .buys_again = 1 - none,
                  .alive = alive,
                  .days_silent = facts.age_days - facts.recency_days,
                  .own_gap_days = situation.gap_days,
                  .score = reasons.sum(),
                  .terms = reasons.Take()};
}

}  // namespace bestand::scoring
