#include "services/scoring/domain/models/ggompertz_nbd/sudden_leaving.h"

#include <algorithm>
#include <cmath>

#include "services/scoring/domain/quadrature.h"

namespace bestand::scoring {
namespace {

constexpr double kNothing = 38;    // e^-38 of an integral is nothing
constexpr double kMostDecay = 6;   // of the integrand over one panel
constexpr int kMostPanels = 4000;  // never reached; keeps the loops finite

// One point of the integrand s b / q (1 + delta/past)^-count (e^(b delta) q / c)^-s, q = c e + 1 - e with
// e = e^(-b delta): its value, and the derivatives of its logarithm.
struct Point {
  Point(const Ahead& at, double delta)
      : at(at), delta(delta), gone(-std::expm1(-at.b * delta)), e(1 - gone), q(at.c * e + gone) {
    buying = std::log1p(delta / at.past);
    leaving = at.b * delta + std::log(q / at.c);
    value = std::exp(-at.count * buying - at.s * leaving) * at.s * at.b / q;
  }

  std::array<double, 5> Slopes() const {
    const double by_b = -delta * e * (at.c - 1) / q;
    return {-buying, at.count * delta / (at.past * (at.past + delta)), 1 / at.s - leaving,
            1 / at.b - at.s * delta - (at.s + 1) * by_b, at.s / at.c - (at.s + 1) * e / q};
  }

  // Adds the second derivatives of the logarithm to `to`, times `factor`; the upper right half.
  void AddCurvatures(double factor, std::array<std::array<double, 5>, 5>& to) const {
    const double by_b = -delta * e * (at.c - 1) / q, by_c = e / q, far = at.past + delta;
    to[0][1] += factor * delta / (at.past * far);
    to[1][1] -= factor * at.count * delta * (at.past + far) / (at.past * at.past * far * far);
    to[2][2] -= factor / (at.s * at.s);
    to[2][3] -= factor * (delta + by_b);
    to[2][4] += factor * (1 / at.c - by_c);
    to[3][3] += factor * ((at.s + 1) * (by_b * by_b + delta * by_b) - 1 / (at.b * at.b));
    to[3][4] += factor * (at.s + 1) * (delta * by_c + by_b * by_c);
    to[4][4] += factor * ((at.s + 1) * by_c * by_c - at.s / (at.c * at.c));
  }

  const Ahead& at;
  double delta, gone, e, q, buying, leaving, value;
};

void Add(const Point& point, double weight, int order, Jet<5>& jet) {
  const double part = weight * point.value;
  jet.value += part;
  if (order == 0) return;
  const auto slopes = point.Slopes();
  for (int i = 0; i < 5; ++i) jet.first[i] += part * slopes[i];
  if (order == 1) return;
  for (int i = 0; i < 5; ++i) {
    for (int j = i; j < 5; ++j) jet.second[i][j] += part * slopes[i] * slopes[j];
  }
  point.AddCurvatures(part, jet.second);
}

void AddPanel(const Ahead& ahead, double from, double to, int order, Jet<5>& jet) {
  const double steepness = (to - from) * ((ahead.count + 1) / (ahead.past + from) +
                                          (ahead.s + 1) * ahead.b * std::max(1., 1 / ahead.c));
  const auto rule = GaussFor(steepness);
  const double middle = .5 * (from + to), half = .5 * (to - from);
  for (const auto& [node, weight] : rule) {
    Add(Point(ahead, middle + half * node), half * weight, order, jet);
  }
}

void Mirror(std::array<std::array<double, 5>, 5>& matrix) {
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < i; ++j) matrix[i][j] = matrix[j][i];
  }
}

}  // namespace

double Ahead::Leaving(double delta) const {
  const double gone = -std::expm1(-b * delta);
  return std::max(0., s * (b * delta + std::log((c * (1 - gone) + gone) / c)));
}

double Ahead::PanelFrom(double delta, double weekly_discount) const {
  const double bend = (c - 1) * std::exp(-b * delta), q = 1 + bend;
  const double steepness =
      count / (past + delta) + b * (s * std::max(1., 1 / q) + std::abs(bend) / q) + weekly_discount;
  double width = std::min(kMostDecay / steepness, 1.7 * (past + delta));
  if (c < 1) return std::min(width, 1.7 * (delta - std::log1p(-c) / b));
  if (c == 1) return width;  // leaving has set in for good
  // The poles lie beside the axis, pi / b away from it, where the leaving sets in.
  const double to_go = std::log(c - 1) / b - delta;
  return std::min(width, std::max(4 / b, to_go > 0 ? to_go * 2 / 3 : -2 * to_go));
}

Jet<5> LeavesSilently(const Ahead& ahead, double weeks, int order) {
  Jet<5> jet;
  double from = 0;
  for (int panel = 0; panel < kMostPanels && from < weeks; ++panel) {
    const double decay = ahead.count * std::log1p(from / ahead.past) + ahead.Leaving(from);
    if (decay > kNothing) break;
    const double to = std::min(weeks, from + ahead.PanelFrom(from));
    AddPanel(ahead, from, to, order, jet);
    from = to;
  }
  Mirror(jet.second);
  return jet;
}

double WeeksStayed(const Ahead& ahead, const Stretch& stretch) {
  const auto rule = GaussFor(kMostDecay);
  double sum = 0, from = stretch.from;
  for (int panel = 0; panel < kMostPanels && from < stretch.to; ++panel) {
    if (ahead.Leaving(from) + stretch.weekly_discount * (from - stretch.from) > kNothing) break;
    const double to = std::min(stretch.to, from + ahead.PanelFrom(from, stretch.weekly_discount));
    const double middle = .5 * (from + to), half = .5 * (to - from);
    for (const auto& [node, weight] : rule) {
      const double at = middle + half * node;
      sum += half * weight * std::exp(-ahead.Leaving(at) - stretch.weekly_discount * at);
    }
    from = to;
  }
  return sum;
}

}  // namespace bestand::scoring
