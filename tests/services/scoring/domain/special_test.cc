#include "services/scoring/domain/special.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/hypergeometric_pFq.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>

#include "services/scoring/domain/hypergeometric.h"
#include "services/scoring/domain/quadrature.h"
#include "services/scoring/domain/vector_math.h"

namespace bestand::scoring {
namespace {

TEST(Digamma, AgreesWithBoost) {
  for (double x = 1e-6; x < 1e7; x *= 1.37) {
    EXPECT_NEAR(Digamma(x), boost::math::digamma(x), 2e-14 * std::abs(boost::math::digamma(x)) + 1e-14) << x;
    EXPECT_NEAR(Trigamma(x), boost::math::trigamma(x), 2e-14 * boost::math::trigamma(x)) << x;
  }
}

TEST(HypergeometricOne, AgreesWithBoostsSeries) {
  for (const double b : {.01, .55, 1.6, 7., 40.}) {
    for (const double more : {.02, 1.16, 3., 60.}) {
      for (const double z : {0., 1e-9, .05, .3499, .3501, .6, .9}) {
        const double oracle = boost::math::hypergeometric_pFq({1., b}, {b + more}, z);
        EXPECT_NEAR(HypergeometricOne(b, b + more, z), oracle, 1e-13 * oracle)
            << b << " " << more << " " << z;
      }
    }
  }
}

// 2F1(1, p+q; p+1; z) = p B_z(p, q) / (z^p (1-z)^q), DLMF 8.17.8: also close to 1, where series crawl.
TEST(HypergeometricOne, AgreesWithBoostsIncompleteBeta) {
  for (const double p : {.3, 2., 30.}) {
    for (const double q : {.1, .5, .99}) {
      for (const double z : {.01, .5, .95, .999, .99999}) {
        const double oracle = p * boost::math::beta(p, q, z) / (std::pow(z, p) * std::pow(1 - z, q));
        EXPECT_NEAR(HypergeometricOne(p + q, p + 1, z), oracle, 1e-11 * oracle) << p << " " << q << " " << z;
      }
    }
  }
}

TEST(HypergeometricOne, HasExactSlopes) {
  using Slopes = Dual<3, 1>;
  for (const double z : {.2, .7}) {
    Slopes b = 1.6, c = 3.2, at = z;
    b.slope[0] = c.slope[1] = at.slope[2] = 1;
    const auto f = [](double b, double c, double z) { return HypergeometricOne(b, c, z); };
    const Slopes found = HypergeometricOne(b, c, at);
    const double h = 1e-5;
    EXPECT_NEAR(found.slope[0], (f(1.6 + h, 3.2, z) - f(1.6 - h, 3.2, z)) / (2 * h), 1e-8);
    EXPECT_NEAR(found.slope[1], (f(1.6, 3.2 + h, z) - f(1.6, 3.2 - h, z)) / (2 * h), 1e-8);
    EXPECT_NEAR(found.slope[2], (f(1.6, 3.2, z + h) - f(1.6, 3.2, z - h)) / (2 * h), 1e-8);
  }
}

// Every operation once, as a function of three numbers.
const auto kEverything = [](const auto& x, const auto& y, const auto& z) {
  return x * y / (z + 2.0) - Log(x + 1.0) * 3.0 + Exp(y - x) / 4.0 - Log1p(z * x) + Expm1(-z) * (1.0 - y) +
         5.0 / (x + z) + LogGamma(x) * LogRising(y, 3) + HypergeometricOne(x, y + 2.0, z / 5.0);
};

TEST(Dual, CarriesExactSlopesAndCurvatures) {
  const std::array<double, 3> at{.7, 1.9, 1.3};
  const auto slopes_at = [](std::array<double, 3> p) {
    std::array<Dual<3, 1>, 3> x{p[0], p[1], p[2]};
    for (int i = 0; i < 3; ++i) x[i].slope[i] = 1;
    return kEverything(x[0], x[1], x[2]);
  };
  std::array<Dual<3, 2>, 3> x{at[0], at[1], at[2]};
  for (int i = 0; i < 3; ++i) x[i].slope[i] = 1;
  const auto found = kEverything(x[0], x[1], x[2]);
  EXPECT_EQ(found.value, kEverything(at[0], at[1], at[2]));
  const double h = 1e-5;
  for (int i = 0, c = 0; i < 3; ++i) {
    auto up = at, down = at;
    up[i] += h, down[i] -= h;
    const auto above = slopes_at(up), below = slopes_at(down);
    EXPECT_NEAR(found.slope[i], (above.value - below.value) / (2 * h), 1e-8) << i;
    EXPECT_NEAR(found.slope[i], slopes_at(at).slope[i], 1e-13) << i;
    for (int j = i; j < 3; ++j, ++c) {
      EXPECT_NEAR(found.curvature[c], (above.slope[j] - below.slope[j]) / (2 * h), 1e-7) << i << j;
    }
  }
}

TEST(BoundedExp, IsExpToTheLastBits) {
  for (double x = -707.9; x < 708.9; x += .0137) {
    EXPECT_NEAR(BoundedExp(x) / std::exp(x), 1, 4.5e-16) << x;
  }
}

TEST(BoundedExp, StaysFiniteAndPositive) {
  EXPECT_GT(BoundedExp(-1e300), 0);
  EXPECT_TRUE(std::isfinite(BoundedExp(1e300)));
  EXPECT_EQ(BoundedExp(0), 1);
}

TEST(Gauss12, IsExactUpToDegree23) {
  const GaussRule& rule = Gauss12();
  for (int degree = 0; degree <= 23; ++degree) {
    double sum = 0;
    for (int i = 0; i < GaussRule::kPoints; ++i) sum += rule.weight[i] * std::pow(rule.node[i], degree);
    EXPECT_NEAR(sum, degree % 2 ? 0 : 2. / (degree + 1), 1e-14) << degree;
  }
}

// (1 + x)^-c over a stretch on which its logarithm changes by no more than `steepness`.
TEST(GaussFor, TakesAsManyPointsAsTheSteepnessNeeds) {
  for (double steepness = .001; steepness < 2; steepness *= 1.1) {
    for (const double c : {1.05, 3., 30., 1000.}) {
      const double width = steepness / c;
      double sum = 0;
      for (const auto& [node, weight] : GaussFor(steepness)) {
        sum += .5 * width * weight * std::exp(-c * std::log1p(.5 * width * (1 + node)));
      }
      const double exact = -std::expm1((1 - c) * std::log1p(width)) / (c - 1);
      EXPECT_NEAR(sum, exact, 3e-13 * exact) << steepness << " " << c;
    }
  }
}

TEST(WeighNodes, IntegratesPolynomialsOverAPart) {
  const GaussRule& rule = Gauss12();
  const double from = -.3, to = .85, middle = .5 * (from + to), half = .5 * (to - from);
  Lanes at, weights, of_nodes;
  for (int i = 0; i < kLanes; ++i) at[i] = middle + half * rule.node[i], weights[i] = half * rule.weight[i];
  WeighNodes(at, weights, of_nodes);
  for (int degree = 0; degree < kLanes; ++degree) {
    double sum = 0;
    for (int i = 0; i < kLanes; ++i) sum += of_nodes[i] * std::pow(rule.node[i], degree);
    EXPECT_NEAR(sum, (std::pow(to, degree + 1) - std::pow(from, degree + 1)) / (degree + 1), 1e-14) << degree;
  }
}

}  // namespace
}  // namespace bestand::scoring
