#include "services/scoring/domain/quadrature.h"

#include <cmath>
#include <numbers>
#include <vector>

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

std::vector<GaussPoint> MakePoints(int count) {
  std::vector<GaussPoint> points;
  for (int i = 0; i < count; ++i) {
    double x = -std::cos(std::numbers::pi * (i + .75) / (count + .5));
    for (int step = 0; step < 8; ++step) {
      const Legendre at = LegendreAt(count, x);
      x -= at.value / at.slope;
    }
    const double slope = LegendreAt(count, x).slope;
    points.push_back({x, 2 / ((1 - x * x) * slope * slope)});
  }
  return points;
}

GaussRule MakeRule() {
  const auto points = MakePoints(GaussRule::kPoints);
  GaussRule rule;
  for (size_t i = 0; i < points.size(); ++i) {
    rule.node[i] = points[i].node;
    rule.weight[i] = points[i].weight;
  }
  return rule;
}

}  // namespace

const GaussRule& Gauss12() {
  static const GaussRule rule = MakeRule();
  return rule;
}

std::span<const GaussPoint> GaussFor(double steepness) {
  static const std::vector<GaussPoint> two = MakePoints(2), three = MakePoints(3), four = MakePoints(4),
                                       twelve = MakePoints(12);
  return steepness < .004 ? two : steepness < .08 ? three : steepness < .3 ? four : twelve;
}

}  // namespace bestand::scoring
