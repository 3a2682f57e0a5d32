#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::scoring {

// Contracts that come up for renewal at even intervals, the periods. At each renewal a contract ends with a
// chance that differs between contracts as Beta(alpha, beta); so who stayed long is likelier to stay on. Both
// parameters are > 0 and finite. The time unit is the period of the contract.
// Source: Fader, Hardie, "How to Project Customer Retention", J. of Interactive Marketing 21 (2007);
// "Customer- Base Valuation in a Contractual Setting: The Perils of Ignoring Heterogeneity", Marketing
// Science 29 (2010).
struct Sbg {
  double alpha, beta;
};

// Fails with MODEL_PARAMETER_INVALID (fact `parameter`) unless both are > 0 and finite.
absl::Status CheckModel(const Sbg& model);

// Returns the chance that a contract which came up `renewal` - 1 times and was renewed each time is renewed
// once more: (beta + renewal - 1) / (alpha + beta + renewal - 1); (2007, eq. 8). `renewal` >= 1; `model` is
// checked.
double RetentionRate(const Sbg& model, int renewal);

// Returns the part of new contracts that is still there after `renewals` >= 0 renewal dates (2007, eq. 6).
double Survival(const Sbg& model, int renewals);

// Where a living contract stands.
struct ContractStanding {
  int renewals = 0;             // it came through so far; 0 to 10,000
  double periods_to_renewal{};  // until the next date, >= 0; not above 1 unless it has not begun
};

// What a contract's future is counted in.
struct LifetimeTerms {
  double annual_discount = .10;             // 0 to 10
  double periods_per_year = 1;              // how often it comes up: 12 for monthly; above 0, to 366
  std::optional<double> horizon_years = 5;  // only periods that begin within it, 0 to 200; none: for ever,
                                            // which needs a discount of at least 0.0001
};

// Fails with FIELD_INVALID naming the terms, MODEL_PARAMETER_INVALID, HISTORY_OUT_OF_ORDER for the standing.
absl::Status CheckLifetime(const Sbg& model, const ContractStanding& standing, const LifetimeTerms& terms);

// Returns the number of further periods that the contract will be renewed for, each discounted from the day
// it begins: times the price of a period it is the contract's residual value (DERL; 2010, eq. 10, for a next
// renewal that may be less than a period away). Without horizon the series is a 2F1.
// Fails as CheckLifetime.
absl::StatusOr<double> DiscountedResidualPeriods(const Sbg& model, const ContractStanding& standing,
                                                 const LifetimeTerms& terms);

// Returns how many further periods the contract will be renewed for, undiscounted: within the horizon, or for
// ever, where it is nothing for alpha <= 1: the mean of the lifetimes does not exist then, a few of them are
// too long. Fails as CheckLifetime (whose discount does not matter here).
absl::StatusOr<std::optional<double>> ExpectedResidualPeriods(const Sbg& model,
                                                              const ContractStanding& standing,
                                                              const LifetimeTerms& terms);

// Returns at which further renewal date, from 1, a half of such contracts has left; 100,000 stands for
// longer. `model` and `standing` are checked.
int MedianResidualRenewals(const Sbg& model, const ContractStanding& standing);

}  // namespace bestand::scoring
