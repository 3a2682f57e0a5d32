#include "services/scoring/domain/special.h"

namespace bestand::scoring {

double LogGamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}

double Digamma(double x) {
  double shift = 0;
  for (; x < 12; x += 1) shift -= 1 / x;
  const double y = 1 / (x * x);
  const double series =
      y * (1. / 12 -
           y * (1. / 120 - y * (1. / 252 - y * (1. / 240 - y * (1. / 132 - y * (691. / 32760 - y / 12))))));
  return shift + std::log(x) - .5 / x - series;
}

double Trigamma(double x) {
  double shift = 0;
  for (; x < 12; x += 1) shift += 1 / (x * x);
  const double y = 1 / (x * x);
  const double series =
      y * (1. / 6 -
           y * (1. / 30 - y * (1. / 42 - y * (1. / 30 - y * (5. / 66 - y * (691. / 2730 - y * 7 / 6))))));
  return shift + 1 / x + .5 * y + series / x;
}

}  // namespace bestand::scoring
