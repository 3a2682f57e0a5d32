#include "services/scoring/domain/quadrature.h"

#include <cmath>
#include <numbers>

namespace bestand::scoring {
namespace {

struct Legendre {
  double value, slope;
};

Legendre LegendreAt(int degree, double x) {
  double before = 1, value = x;
  for (int n = 2; n <= degree; ++n) {
    const double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
    before = value;
    value = next;
  }
  return {value, degree * (x * value - before) / (x * x - 1)};
}

GaussRule MakeRule() {
  constexpr int kPoints = GaussRule::kPoints;
  GaussRule rule;
  for (int i = 0; i < kPoints; ++i) {
    double x = -std::cos(std::numbers::pi * (i + .75) / (kPoints + .5));
    for (int step = 0; step < 8; ++step) {
      const Legendre at = LegendreAt(kPoints, x);
      x -= at.value / at.slope;
    }
    const double slope = LegendreAt(kPoints, x).slope;
    rule.node[i] = x;
    rule.weight[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

}  // namespace

const GaussRule& Gauss12() {
  static const GaussRule rule = MakeRule();
  return rule;
}

}  // namespace bestand::scoring
