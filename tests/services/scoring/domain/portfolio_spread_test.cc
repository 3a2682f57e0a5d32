#include "services/scoring/domain/portfolio_spread.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bestand::scoring {
namespace {

// Purchases that are a Poisson number, each worth 10 for certain.
TEST(OwnVariance, IsThatOfAPoissonNumberWhereNoneSaysSo) {
  const double variance = OwnVariance({.purchases = 3, .buys = 1 - std::exp(-3.), .value = 30});
  EXPECT_NEAR(variance, 3 * 100, .1);
}

// A negative binomial with mean 3 and shape .5 has variance 3 + 9 / .5, and none with (1 + 6)^-.5.
TEST(OwnVariance, IsThatOfANegativeBinomialWhereManyNeverBuy) {
  const double variance = OwnVariance({.purchases = 3, .buys = 1 - std::pow(7, -.5), .value = 30});
  EXPECT_NEAR(variance, 21 * 100, 1e-6 * 2100);
}

TEST(OwnVariance, AddsTheSpreadOfValues) {
  const FutureSpending poisson{.purchases = 3, .buys = 1 - std::exp(-3.), .value = 30};
  FutureSpending spread = poisson;
  spread.purchase_spread = .5;  // 10 +- 5: 3 purchases add 3 * 25
  EXPECT_NEAR(OwnVariance(spread), 375, .2);
  spread.mean_spread = .2;  // 10 +- 2 common to all: E[N^2] * 4 = 12 * 4
  EXPECT_NEAR(OwnVariance(spread), 375 + 48, .2);
}

TEST(OwnVariance, IsNothingForWhoBringsNothing) {
  EXPECT_EQ(OwnVariance({.purchases = 0, .buys = 0, .value = 0}), 0);
  EXPECT_EQ(OwnVariance({.purchases = 1, .buys = .5, .value = 0}), 0);
  EXPECT_TRUE(std::isfinite(OwnVariance({.purchases = 1e-17, .buys = 0, .value = 1e-15})));
  EXPECT_TRUE(std::isfinite(OwnVariance({.purchases = 1e5, .buys = 1, .value = 1e9})));
}

TEST(SpreadOfSum, TakesParametersAsCommonAndChanceAsOwn) {
  const auto alone = SpreadOfSum(1000, .1, 0);
  EXPECT_NEAR(std::log(alone.high / 1000), 1.2815515655 * .1, 1e-9);
  EXPECT_NEAR(alone.low * alone.high, 1e6, 1e-3);
  // A hundred times the customers: the parameters' part stays, that of own chance shrinks to a tenth.
  const auto few = SpreadOfSum(1000, 0, 1e4), many = SpreadOfSum(100'000, 0, 1e6);
  EXPECT_NEAR(std::log(few.high / few.low) / std::log(many.high / many.low), 10, .05);
  EXPECT_EQ(SpreadOfSum(0, .1, 5).high, 0);
}

}  // namespace
}  // namespace bestand::scoring
