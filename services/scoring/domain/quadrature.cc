#include "services/scoring/domain/quadrature.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "services/scoring/domain/vector_math.h"

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

// For each node 1 over the product of its distances to the others: Lagrange's polynomials are that times the
// product of s - the other nodes.
Lanes InverseProducts(const GaussRule& rule) {
  Lanes inverse;
  for (int i = 0; i < GaussRule::kPoints; ++i) {
    double product = 1;
    for (int k = 0; k < GaussRule::kPoints; ++k) product *= k == i ? 1 : rule.node[i] - rule.node[k];
    inverse[i] = 1 / product;
  }
  return inverse;
}

BESTAND_VECTORISED void ProjectOnNodes(const Lanes& node, const Lanes& inverse, const Lanes& at,
                                       const Lanes& weights, Lanes& of_nodes) {
  constexpr int kPoints = GaussRule::kPoints;
  std::array<Lanes, kPoints> below;  // the weight times the product over the nodes before
  Lanes product = weights;
  for (int i = 0; i < kPoints; ++i) {
    below[i] = product;
    for (int q = 0; q < kPoints; ++q) product[q] *= at[q] - node[i];
  }
  product.fill(1);
  for (int i = kPoints - 1; i >= 0; --i) {
    double sum = 0;
    for (int q = 0; q < kPoints; ++q) sum += below[i][q] * product[q];
    of_nodes[i] = sum * inverse[i];
    for (int q = 0; q < kPoints; ++q) product[q] *= at[q] - node[i];
  }
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
  struct Rule {
    double up_to;
    std::vector<GaussPoint> points;
  };
  static const std::array<Rule, 5> rules{{{.002, MakePoints(2)},
                                          {.03, MakePoints(3)},
                                          {.08, MakePoints(4)},
                                          {.4, MakePoints(6)},
                                          {.8, MakePoints(8)}}};
  static const std::vector<GaussPoint> twelve = MakePoints(12);
  for (const Rule& rule : rules) {
    if (steepness < rule.up_to) return rule.points;
  }
  return twelve;
}

void WeighNodes(const Lanes& at, const Lanes& weights, Lanes& of_nodes) {
  static const Lanes inverse = InverseProducts(Gauss12());
  const Lanes& node = Gauss12().node;
  ProjectOnNodes(node, inverse, at, weights, of_nodes);
}

}  // namespace bestand::scoring
