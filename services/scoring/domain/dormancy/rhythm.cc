#include "services/scoring/domain/dormancy/rhythm.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {
namespace {

constexpr double kEuler = .57721566490153286;  // s of a random buyer
constexpr double kGapsOfPrior = 2;
constexpr double kLeastShape = .3, kMostShape = 10;
constexpr double kStrongest = 2;

double LogGammaOf(double k) {
  int sign = 0;
  return lgamma_r(k, &sign);  // std::lgamma writes a global
}

// ln of the upper incomplete gamma ratio Q(k, z), by its series below z = k + 1 and by Lentz's continued
// fraction above it: Press et al., Numerical Recipes (2007), 6.2.
double LogQBySeries(double k, double z) {
  double term = 1 / k, sum = term;
  for (int n = 1; term > sum * 1e-15; ++n) sum += term *= z / (k + n);
  const double lower = sum * std::exp(k * std::log(z) - z - LogGammaOf(k));
  return std::log1p(-std::min(lower, 1 - 1e-15));
}

double LogQByFraction(double k, double z) {
  double b = z + 1 - k, c = 1e300, d = 1 / b, h = d;
  for (int i = 1; i < 500; ++i) {
    const double a = -i * (i - k);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    h *= c * d;
    if (std::abs(c * d - 1) < 1e-14) break;
  }
  return k * std::log(z) - z - LogGammaOf(k) + std::log(h);
}

double LogSurvival(double shape, double mean_gaps) {
  const double z = shape * mean_gaps;
  if (z <= 0) return 0;
  return z < shape + 1 ? LogQBySeries(shape, z) : LogQByFraction(shape, z);
}

}  // namespace

double RhythmShape(int repeats, int recency_days, int64_t log_gaps_milli) {
  if (repeats < 2 || recency_days <= 0) return 1;
  const double own = std::log(static_cast<double>(recency_days) / repeats) -
                     static_cast<double>(log_gaps_milli) / 1000 / repeats;
  const double s =
      std::max((repeats * std::max(own, 0.) + kGapsOfPrior * kEuler) / (repeats + kGapsOfPrior), 1e-3);
  const double shape = (3 - s + std::sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
  return std::clamp(shape, kLeastShape, kMostShape);
}

double SilenceEvidence(double shape, double silent_days, double gap_days) {
  if (shape == 1) return 0;
  const double gaps = silent_days / gap_days;
  return std::clamp(-gaps - LogSurvival(shape, gaps), -kStrongest, kStrongest);
}

}  // namespace bestand::scoring
