#include "services/scoring/domain/special.h"

#include <cmath>

namespace bestand::scoring {
namespace {

// ln Gamma(x) less (x - 1/2) ln x - x + ln(2 pi) / 2, for x >= 30.
double StirlingRest(double x) {
  const double y = 1 / (x * x);
  return (1. / 12 - y * (1. / 360 - y * (1. / 1260 - y * (1. / 1680 - y / 1188)))) / x;
}

}  // namespace

double LogGamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}

double LogRising(double x, double n) {
  if (n == 0) return 0;
  if (x < 30) return LogGamma(x + n) - LogGamma(x);
  return (x - .5) * std::log1p(n / x) + n * std::log(x + n) - n + StirlingRest(x + n) - StirlingRest(x);
}

double Digamma(double x) {
  double shift = 0;
  for (; x < 12; x += 1) shift -= 1 / x;
  const double y = 1 / (x * x);
  constexpr double kTail = 691. / 32760;
  const double series =
      y *
      (1. / 12 - y * (1. / 120 - y * (1. / 252 - y * (1. / 240 - y * (1. / 132 - y * (kTail - y / 12))))));
  return shift + std::log(x) - .5 / x - series;
}

double Trigamma(double x) {
  double shift = 0;
  for (; x < 12; x += 1) shift += 1 / (x * x);
  const double y = 1 / (x * x);
  constexpr double kTail = 691. / 2730;
  const double series =
      y * (1. / 6 - y * (1. / 30 - y * (1. / 42 - y * (1. / 30 - y * (5. / 66 - y * (kTail - y * 7 / 6))))));
  return shift + 1 / x + .5 * y + series / x;
}

}  // namespace bestand::scoring
