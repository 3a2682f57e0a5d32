#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy/signals.h"

namespace bestand::scoring {

// A logistic regression on the signals: log-odds of no purchase = intercept + sum of weight x (signal -
// centre). A signal that is not known counts as its centre. Additive, so every signal's part can be told.
struct DormancyStack {
  bool trained = false;
  double intercept = 0;
  Signals weight;
  Signals centre;  // the cohort's mean; 0 for kModel and for troubles, which speak only where they are
};

// Returns what holds without data to learn from: the model's log-odds as they are, and assumed weights for
// what no purchase history shows. The odds of no purchase rise by half (ln 1.5 = .405) when the last basket
// came back whole, a complaint is open, or a contract is about to end; by a quarter (.223) when there were
// two contacts a week or more; by 4 % (.0408) with each contact left unanswered, as if one in 25 of the
// customers who are still there reacted to a contact. All else has weight 0. These are cautious assumptions,
// not findings; FitStack takes them for its prior and moves away from them as far as the data say.
DormancyStack UntrainedStack();

// Returns the log-odds of no purchase.
double LogOddsOf(const DormancyStack& stack, const Signals& signals);

// Returns one signal's part of the log-odds; 0 when it is not known.
inline double PartOf(const DormancyStack& stack, const Signals& signals, Signal signal) {
  const double part = stack.weight[signal] * (signals[signal] - stack.centre[signal]);
  return part == part ? part : 0;
}

// Customers as they were seen on one day, and what they did then.
struct StackCohort {
  std::span<const Signals> signals;
  std::span<const uint8_t> bought;  // within the time after it; of the same length
};

inline constexpr int64_t kLeastOfEachOutcome = 50;

// Returns the stack that fits cohorts seen in the past best: penalised maximum likelihood, the penalty being
// 10/2 times the squared distance of the weights (of the intercept too) from UntrainedStack; Newton's steps,
// halved until the likelihood grows. Rows are added up in their order: the same data give the same bits. Each
// cohort is centred by its own means. `centre` is that of the last cohort; set CentresOf of today's customers
// before use.
//
// Fails with TOO_FEW_CUSTOMERS (facts `have`, `need`) unless at least 50 bought and 50 did not, and with
// FIT_NOT_CONVERGED, which no data are known to cause.
absl::StatusOr<DormancyStack> FitStack(std::span<const StackCohort> cohorts);

// Returns the means of the signals that are known, as DormancyStack wants them.
Signals CentresOf(std::span<const Signals> customers);

}  // namespace bestand::scoring
