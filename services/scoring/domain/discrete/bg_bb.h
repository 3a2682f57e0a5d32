#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::scoring {

// Buying in discrete time, where there are opportunities one after the other (a yearly appeal, a monthly
// fair) and one buys at an opportunity or not. Before each opportunity a customer may leave for good, with a
// chance that differs between customers as Beta(gamma, delta); who is still there buys with a chance that
// differs as Beta(alpha, beta). Every parameter is > 0 and finite. The time unit is the opportunity. Source:
// Fader, Hardie, Shang, "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", Marketing Science
// 29 (2010); equation numbers below are theirs.
struct BgBb {
  double alpha, beta, gamma, delta;
};

// What one customer did at the opportunities since the first purchase, which itself is not counted.
struct OpportunityHistory {
  int purchases;      // x: opportunities used; 0 <= x <= last
  int last;           // t_x: number of the last opportunity used, from 1; 0 without one
  int opportunities;  // n: all there were; last <= n <= 10,000
};

inline constexpr int kMostOpportunities = 10'000;

// Fails with HISTORY_OUT_OF_ORDER unless the numbers fit together as said above.
absl::Status CheckOrder(const OpportunityHistory& history);

// Fails with MODEL_PARAMETER_INVALID (fact `parameter`) unless all parameters are > 0 and finite.
absl::Status CheckModel(const BgBb& model);

// Each of these fails as CheckModel and CheckOrder do, and with FIELD_INVALID for an `ahead` out of range.
// None of them has a pole or cancels anywhere: sums of positive terms only.

// Returns ln L(x, t_x, n) of the order in which opportunities were used (eq. 5, without a binomial factor).
absl::StatusOr<double> LogLikelihood(const BgBb& model, const OpportunityHistory& history);

// Returns the probability, in [0, 1], of not having left before opportunity n + 1 (eq. 11).
absl::StatusOr<double> ProbabilityAlive(const BgBb& model, const OpportunityHistory& history);

// Returns the probability, in [0, 1], of using at least one of the next `ahead` opportunities, 0 to 10,000:
// 1 - L(x, t_x, n + ahead) / L(x, t_x, n).
absl::StatusOr<double> ProbabilityBuysAgain(const BgBb& model, const OpportunityHistory& history, int ahead);

// Returns how many of the next `ahead` opportunities, 0 to 10,000, will be used (eq. 13, as the sum it
// closes). With the history {0, 0, 0} that is what a new customer does (eq. 8).
absl::StatusOr<double> ExpectedPurchases(const BgBb& model, const OpportunityHistory& history, int ahead);

// How later purchases count less.
struct OpportunityDiscount {
  double annual_rate;             // 0.0001 to 10: .10 makes 1.10 in a year as much as 1 now
  double opportunities_per_year;  // 1 when there is one a year; > 0 up to 366
};

// Returns the discounted number of purchases still to come, opportunity n + 1 a whole step away (eq. 14).
absl::StatusOr<double> DiscountedResidualPurchases(const BgBb& model, const OpportunityHistory& history,
                                                   const OpportunityDiscount& discount);

}  // namespace bestand::scoring
