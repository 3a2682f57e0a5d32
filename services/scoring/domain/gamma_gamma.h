#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// What customers spend on a repeat purchase day: gamma with shape p, its rate between customers gamma
// with shape q and rate gamma (in the unit of the values, such as minor units). All > 0.
// Source: Fader, Hardie, "The Gamma-Gamma Model of Monetary Value" (2013).
struct GammaGamma {
  double p, q, gamma;
};

// Returns the model of a shop where everybody spends `mean_value` a day whatever they did so far: the
// fallback when there is too little to fit. `mean_value` >= 0.
GammaGamma FlatSpending(double mean_value);

// Fails with MODEL_PARAMETER_INVALID (fact `parameter`) when a parameter is not finite and > 0, or q <= 1.
absl::Status CheckSpending(const GammaGamma& model);

// Returns the expected value of one purchase day of a customer with that many repeats and that mean
// value of them, eq. 5; without repeats the mean of all customers.
// Fails with MODEL_PARAMETER_INVALID when a parameter is not > 0 and finite, or q <= 1 (the mean does not
// exist), and with HISTORY_OUT_OF_ORDER when repeats or mean value is negative or not finite.
absl::StatusOr<double> ExpectedValue(const GammaGamma& model, int repeats, double mean_value);

// Repeats and mean value per repeat purchase day, a row a customer; net of returns, in one currency.
struct SpendingColumns {
  std::span<const int32_t> repeats;
  std::span<const double> mean_value;
};

struct GammaGammaFit {
  GammaGamma model;
  std::vector<double> standard_errors;  // of p, q, gamma
  std::vector<double> log_covariance;   // of ln p, ln q, ln gamma; 3 x 3, row-major
  double log_likelihood;                // eq. 1a, of the customers fitted on
  int iterations;
  double gradient;               // largest slope of the mean log-likelihood in a log-parameter
  bool spread_identified;        // false when a direction is flat: hardly any spread in the values
  bool mean_exists;              // q > 1; else use FlatSpending
  int64_t repeat_buyers;         // customers with repeats > 0 and mean value > 0: those fitted on
  double frequency_correlation;  // between repeats and mean value; the model assumes 0, doubt it over .3
};

// Returns the maximum-likelihood fit. Fails with TOO_FEW_CUSTOMERS (facts `have`, `need`) with less
// than 10 repeat buyers that spent something, HISTORY_OUT_OF_ORDER on a negative or non-finite row or
// columns of different length, FIT_NOT_CONVERGED, and CANCELLED when `keep_going` says so.
absl::StatusOr<GammaGammaFit> FitGammaGamma(const SpendingColumns& columns, const FitOptions& options = {});

}  // namespace bestand::scoring
