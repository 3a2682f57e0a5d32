#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy/behaviour.h"
#include "services/scoring/domain/dormancy/season.h"
#include "services/scoring/domain/dormancy/stack.h"
#include "services/scoring/domain/purchase_history.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// SEASONAL_PAUSE: buys in one season of the year, and that is not now; not dormant.
enum class DormancyState { kNeverBought, kActive, kCooling, kDormant, kLost, kSeasonalPause };

// Returns "NEVER_BOUGHT", "ACTIVE", "COOLING", "DORMANT", "LOST" or "SEASONAL_PAUSE".
std::string_view NameOf(DormancyState state);

enum class DormancyReason {
  kTypicalCustomer,     // where the cohort's median customer stands: the base
  kOverdue,             // silent for longer than the own rhythm
  kNotAddressed,        // ... while nobody addressed the customer: the bond decays
  kAddressedInVain,     // ... although addressed several times since the last purchase
  kSeasonal,            // buys in one season of the year: the silence outside it says nothing (against)
  kOneAndDone,          // never bought again
  kDeclining,           // bought less often in the second half of the relation than in the first
  kLowerValue,          // ... for less a day
  kNarrowerBaskets,     // ... fewer things a day
  kRegularBuyer,        // buys like a clock: silence says more, or less, than it would of others
  kRandomBuyer,         // ... at random
  kClumpyBuyer,         // ... in bursts
  kLastBasketReturned,  // the last basket came back, or a part of it
  kOpenComplaint,       // waits for an answer to a complaint
  kAddressedTooOften,   // more than one contact a week of late
  kContractEnds,        // a contract ends soon
  kEverythingElse,      // the rest: length of the relation, number of purchases, what is spent
};

// Returns "TYPICAL_CUSTOMER", "OVERDUE", ...
std::string_view NameOf(DormancyReason reason);

struct DormancyTerm {
  DormancyReason reason;
  double log_odds;  // > 0 speaks for dormant, < 0 against
};

// What is known of one customer; days are whole days of the company's time zone.
struct DormancyFacts {
  int purchase_days = 0;          // with the first one, >= 0; 0: never bought, and all else is ignored
  int recency_days = 0;           // from first to last purchase
  int age_days = 0;               // from first purchase to now
  int purchases_first_half = 0;   // in the earlier half of first to last purchase; the first is not counted
  int purchases_second_half = 0;  // purchase days after that
  std::optional<int> days_since_addressed;  // absent: not known, and no reason is made of it
  int32_t last_day = 0;                     // of the last purchase, days since 1970-01-01
  int32_t last_outbound_day = -1;           // when the company last addressed the customer; -1 if never
  int64_t total_value_minor = 0;            // net value of everything
  Behaviour behaviour{};                    // all 0: not known

  int32_t today() const { return last_day + age_days - recency_days; }
};

// Whom customers are measured against, where the states begin, and what the signals weigh.
struct DormancyYardstick {
  PurchaseHistory median_customer{};  // medians of repeats, recency, age of the cohort
  double typical_gap_days = 90;       // usual gap of the cohort; for customers without an own rhythm; > 0
  double horizon_days = 90;           // h; by default the cohort's 90 % gap; > 0
  int contact_holds_days = 60;        // so long after being addressed a customer counts as addressed
  double active_from = .5;            // P(purchase in h) from which an overdue customer is ACTIVE
  double cooling_from = .25;          // ... COOLING; below it DORMANT
  double lost_below = .05;            // ... LOST
  DormancyStack stack = UntrainedStack();
};

struct Dormancy {
  DormancyState state;
  double buys_again;    // P(at least one purchase in the next h), [0, 1]: 1 / (1 + e^score); rank by this
  double alive;         // P(still a customer) as the model has it, [0, 1]; never rank by it
  int days_silent;      // since the last purchase; 0 when never bought
  double own_gap_days;  // mean gap between the purchase days; the cohort's without a repeat
  double score;         // log-odds of "no purchase in h": the sum of `terms`, in their order, to the bit
  std::vector<DormancyTerm> terms;  // TYPICAL_CUSTOMER first, EVERYTHING_ELSE last; zeros are left out
  std::optional<Season> season;     // in which the customer buys
  double rhythm_shape;              // RhythmShape; 1 when not known
};

// Returns why and how much a customer sleeps.
//
// The score is the stack's log-odds of no purchase within h, kept within +-36. Untrained, that is the model's
// log-odds, ln P(none) - ln(1 - P(none)), and the assumed weights of troubles. A seasonal buyer, while no
// whole season went by without a purchase, is seen by the season's clock: as if only days of the own season
// had passed since the last purchase.
//
// Terms. With S(history) for the part of the score that a purchase history alone has (the signals kModel to
// kRepeats), real or imagined, a term of the first kind is a counterfactual: how much S would change were its
// cause absent.
// - TYPICAL_CUSTOMER: S of the cohort's median customer.
// - OVERDUE + NOT_ADDRESSED + ADDRESSED_IN_VAIN = S(now) - S(had the last purchase been one own gap ago).
//   The part of the overdue days on which the last contact was more than `contact_holds_days` ago goes to
//   NOT_ADDRESSED. The rest goes to ADDRESSED_IN_VAIN when the customer left two contacts or more since the
//   last purchase unanswered, and else to OVERDUE. ADDRESSED_IN_VAIN has the part of kUnanswered besides.
// - SEASONAL = S(by the season's clock) - S(now), never above 0.
// - ONE_AND_DONE = S - S(had there been one repeat, a typical gap after the first purchase).
// - DECLINING = S - S(had the second half of the relation had as many purchases as the first) and, with a
//   trained stack, the part of kPaceTrend.
// A term of the second kind is weight x (signal - the cohort's mean) of a signal of the stack: see signals.h
// for each. LOWER_VALUE kValueTrend, NARROWER_BASKETS kBreadthTrend, these three only where they speak for
// sleep; REGULAR_BUYER (shape of the gaps above 1.5), CLUMPY_BUYER (below .67) or RANDOM_BUYER kRhythm;
// LAST_BASKET_RETURNED, OPEN_COMPLAINT, ADDRESSED_TOO_OFTEN, CONTRACT_ENDS their own.
// EVERYTHING_ELSE is what is left to the score.
//
// Not among the reasons: "bought at a discount only", since prices before discounts are not recorded; and
// "saturated", since the data do not say which goods last and which are used up, and without that "has
// everything that customers of this kind buy" tells the best customers from nobody.
//
// A model with a season counts each history on its clock, imagined ones as if they were
// seen today.
//
// A customer that never bought has no score: state NEVER_BOUGHT, probabilities 0, no terms.
//
// Fails with HISTORY_OUT_OF_ORDER and MODEL_PARAMETER_INVALID as predictions.h.
absl::StatusOr<Dormancy> AssessDormancy(const SeasonalModel& model, const DormancyFacts& facts,
                                        const DormancyYardstick& yardstick);

// How the season's clock, if the customer has one, sees the silence.
struct SilenceSeen {
  std::optional<Season> season;
  SeasonClock clock;
  int silent_days = 0;  // by the season's clock where it counts, and else all days

  // The age that a purchase history has when only these days count.
  int AgeDays(const DormancyFacts& facts) const { return facts.recency_days + silent_days; }
};
SilenceSeen SeeSilence(const DormancyFacts& facts);

// Returns all signals of a customer whose model log-odds, by the season's clock, are known.
Signals SignalsOf(const DormancyFacts& facts, const SilenceSeen& silence, double model_log_odds,
                  const DormancyYardstick& yardstick);

// Returns the score: the stack's log-odds, within +-36.
double ScoreOf(const DormancyStack& stack, const Signals& signals);

// Returns ln P - ln(1 - P), within +-36, where doubles end.
double LogOddsOf(double probability);

// Returns 1 / (1 + e^score).
double BuysAgain(double score);

// Returns the state of a customer who buys within the yardstick's horizon with that probability. Who is
// silent for no longer than the own gap is ACTIVE, however unlikely the next purchase.
DormancyState StateOf(double buys_again, bool in_rhythm, const DormancyYardstick& yardstick);

// Returns the state; a seasonal buyer out of season and beyond the own gap is in SEASONAL_PAUSE.
DormancyState StateOf(double buys_again, const DormancyFacts& facts, const SilenceSeen& silence,
                      const DormancyYardstick& yardstick);

// Returns the yardstick of a cohort: medians of its customers, median and 90 % quantile of their mean gaps
// (recency / repeats; at least 7 days; 90 where nobody bought again); the stack is untrained. Fails with
// HISTORY_OUT_OF_ORDER when the cohort is empty or its columns differ in length.
absl::StatusOr<DormancyYardstick> YardstickOf(const HistoryColumns& cohort);

}  // namespace bestand::scoring
