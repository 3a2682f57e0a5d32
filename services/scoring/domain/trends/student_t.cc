#include "services/scoring/domain/trends/student_t.h"

#include <cmath>
#include <limits>

#include "services/scoring/domain/special.h"

namespace bestand::scoring {
namespace {

// The continued fraction of the incomplete beta function; converges fast for x < (a + 1) / (a + b + 2).
double Fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto bounded = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / bounded(1 - (a + b) * x / (a + 1)), result = d;
  for (int m = 1; m < 1000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / bounded(1 + even * d);
    c = bounded(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / bounded(1 + odd * d);
    c = bounded(1 + odd / c);
    result *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return result;
}

double IncompleteBeta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front =
      std::exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * std::log(x) + b * std::log1p(-x));
  return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - front * Fraction(b, a, 1 - x) / b;
}

}  // namespace

double StudentTwoSided(double t, double degrees) {
  return IncompleteBeta(degrees / 2, .5, degrees / (degrees + t * t));
}

double StudentQuantile(double both_tails, double degrees) {
  double low = 0, high = 1;
  while (StudentTwoSided(high, degrees) > both_tails && high < 1e12) high *= 2;
  while (high - low > 1e-10 * std::fmax(1, low)) {
    const double middle = (low + high) / 2;
    (StudentTwoSided(middle, degrees) > both_tails ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace bestand::scoring
