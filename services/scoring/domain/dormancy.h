#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

enum class DormancyState { kNeverBought, kActive, kCooling, kDormant, kLost };

// Returns "NEVER_BOUGHT", "ACTIVE", "COOLING", "DORMANT" or "LOST".
std::string_view NameOf(DormancyState state);

enum class DormancyReason {
  kTypicalCustomer,  // where the cohort's median customer stands: the base
  kOverdue,          // silent for longer than the own rhythm, although addressed (or not known)
  kNotAddressed,     // silent for longer than the own rhythm while nobody addressed the customer
  kOneAndDone,       // never bought again
  kDeclining,        // bought less in the second half of the relation than in the first
  kEverythingElse,   // the rest: length of the relation, number of purchases
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
};

// Whom customers are measured against, and where the states begin.
struct DormancyYardstick {
  PurchaseHistory median_customer{};  // medians of repeats, recency, age of the cohort
  double typical_gap_days = 90;       // usual gap of the cohort; for customers without an own rhythm; > 0
  double horizon_days = 90;           // h; by default the cohort's 90 % gap; > 0
  int contact_holds_days = 60;        // so long after being addressed a customer counts as addressed
  double active_from = .5;            // P(purchase in h) from which an overdue customer is ACTIVE
  double cooling_from = .25;          // ... COOLING; below it DORMANT
  double lost_below = .05;            // ... LOST
};

struct Dormancy {
  DormancyState state;
  double buys_again;    // P(at least one purchase in the next h), [0, 1]; rank by this
  double alive;         // P(still a customer), [0, 1]; never rank by it
  int days_silent;      // since the last purchase; 0 when never bought
  double own_gap_days;  // mean gap between the purchase days; the cohort's without a repeat
  double score;         // log-odds of "no purchase in h": the sum of `terms`, in their order, to the bit
  std::vector<DormancyTerm> terms;  // TYPICAL_CUSTOMER first, EVERYTHING_ELSE last; zeros are left out
};

// Returns why and how much a customer sleeps. The score is the model's log-odds of no purchase within
// h, kept within +-36; a term is how much the log-odds would change were its cause absent:
// - OVERDUE + NOT_ADDRESSED: had the last purchase been only one own gap ago; the part of the overdue
//   days on which the last contact was more than `contact_holds_days` ago goes to NOT_ADDRESSED;
// - ONE_AND_DONE: had there been one repeat, a typical gap after the first purchase;
// - DECLINING: had the second half of the relation been like the first.
// A customer that never bought has no score: state NEVER_BOUGHT, probabilities 0, no terms.
//
// Fails with HISTORY_OUT_OF_ORDER and MODEL_PARAMETER_INVALID as predictions.h.
absl::StatusOr<Dormancy> AssessDormancy(const PurchaseModel& model, const DormancyFacts& facts,
                                        const DormancyYardstick& yardstick);

// Returns the state of a customer who buys within the yardstick's horizon with that probability. Who is
// silent for no longer than the own gap is ACTIVE, however unlikely the next purchase.
DormancyState StateOf(double buys_again, bool in_rhythm, const DormancyYardstick& yardstick);

// Returns the yardstick of a cohort: medians of its customers, median and 90 % quantile of their mean gaps
// (recency / repeats; at least 7 days; 90 where nobody bought again). Fails with HISTORY_OUT_OF_ORDER when
// the cohort is empty or its columns differ in length.
absl::StatusOr<DormancyYardstick> YardstickOf(const HistoryColumns& cohort);

}  // namespace bestand::scoring
