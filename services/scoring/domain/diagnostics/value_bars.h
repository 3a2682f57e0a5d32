#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/gamma_gamma.h"

namespace bestand::scoring {

// How many customers who bought again spend how much a repeat purchase day, on average. Bar i goes from
// i * width to (i + 1) * width, in units of the currency; the last bar stands for everything from there on.
struct ValueBars {
  double width = 0;
  std::vector<int64_t> actual;
  std::vector<double> expected;
};

// Returns P(mean value of x repeat purchase days <= value), in [0, 1]: x z / (gamma + x z) of the mean z is
// Beta(p x, q). Source: Fader, Hardie, "The Gamma-Gamma Model of Monetary Value" (2013), eq. 1a.
// Absolute error about 1e-12. repeats >= 1; the model must pass CheckSpending.
double ProbabilityOfMeanBelow(const GammaGamma& model, int repeats, double value);

// Returns 12 to 32 bars of a round width that reach to where 2 % of the customers spend more. Customers
// without a repeat or without value are left out, as in the fit. No bars without customers. Fails with
// MODEL_PARAMETER_INVALID.
absl::StatusOr<ValueBars> CountValues(const GammaGamma& model, const SpendingColumns& columns);

}  // namespace bestand::scoring
