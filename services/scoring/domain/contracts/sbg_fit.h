#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/contracts/renewals.h"
#include "services/scoring/domain/contracts/sbg.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// What renewals say about the model.
enum class RenewalEvidence {
  kEnough,
  kSpreadUnknown,  // how alike contracts are stays open, such as where only first renewals were seen; the
                   // retention itself is known
  kNobodyLeft,     // the likelihood has no top: the parameters follow Jeffreys, see FitSbg
  kEverybodyLeft,  // the same
};

// Returns "ENOUGH", "SPREAD_UNKNOWN", "NOBODY_LEFT" or "EVERYBODY_LEFT".
std::string_view NameOf(RenewalEvidence evidence);

struct SbgFit {
  Sbg model;
  std::vector<double> standard_errors;  // of alpha, beta
  std::vector<double> log_covariance;   // of their logarithms; 2 x 2, row-major
  double log_likelihood;                // of all renewals and departures seen
  int iterations;
  double gradient;  // largest slope of the mean log-likelihood in a log-parameter; 0 without a top
  RenewalEvidence evidence;
  int64_t contracts;
};

inline constexpr int64_t kFewestContracts = 20;

// Returns the maximum-likelihood fit, with exact gradient and Hessian. It rests on `renewed` and `left`
// alone: ln L is the sum of renewed ln((beta + k) / (alpha + beta + k)) + left ln(alpha / (alpha + beta + k))
// over k = 0, 1, ..., which equals (2007, eq. 7 and 9) for cohorts seen from their start.
//
// Where nobody or everybody left no parameters are the likeliest. Then they are what is to be expected of
// contracts that are all alike, whose chance to leave has Jeffreys' prior Beta(1/2, 1/2): after n renewals
// alpha 1/2 and beta n + 1/2, or the other way round; covariance that of the logarithm of that chance.
//
// Fails with TOO_FEW_CUSTOMERS (fact `of`: "contracts") below kFewestContracts; HISTORY_OUT_OF_ORDER when the
// columns differ in length or a count is negative; FIT_NOT_CONVERGED; CANCELLED.
absl::StatusOr<SbgFit> FitSbg(const Renewals& renewals, const FitOptions& options = {});

// Low and high ends of a central 80 % interval.
struct Ends80 {
  double low, high;
};

// Returns the interval of DiscountedResidualPeriods that comes from not knowing the parameters: delta method
// on the log scale, slopes by central differences of .01 in the log-parameters. It does not contain the
// chance in a single contract's own end. Fails as DiscountedResidualPeriods.
absl::StatusOr<Ends80> ResidualPeriods80(const SbgFit& fit, const ContractStanding& standing,
                                         const LifetimeTerms& terms);

}  // namespace bestand::scoring
