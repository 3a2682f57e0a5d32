#include "services/scoring/domain/trends/trend.h"

#include <cmath>
#include <numbers>
#include <random>

#include "boost/math/distributions/students_t.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/domain/purchase_history.h"
#include "services/scoring/domain/trends/student_t.h"

namespace bestand::scoring {
namespace {

struct World {
  int weeks = 104;
  double level = 50, monthly_growth = 0, season = 0, spread = 0, memory = 0;
};

// Purchases a week: Poisson around a level that grows, has a season, and varies by the log-normal `spread`
// with `memory` from week to week.
std::vector<int32_t> Simulate(const World& world, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise;
  std::vector<int32_t> counts;
  double shock = noise(random);
  for (int w = 0; w < world.weeks; ++w) {
    shock = world.memory * shock + std::sqrt(1 - world.memory * world.memory) * noise(random);
    const double months = (w - world.weeks + 1) / (kWeeksPerYear / 12);
    const double wave = world.season * std::sin(2 * std::numbers::pi * w / kWeeksPerYear);
    const double mean =
        world.level * std::pow(1 + world.monthly_growth, months) * std::exp(wave + world.spread * shock);
    counts.push_back(std::poisson_distribution<int32_t>(mean)(random));
  }
  return counts;
}

// How many of 400 worlds hold the truth in the interval.
double Coverage(const World& world) {
  int held = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    const auto trend = EstimateTrend(Simulate(world, seed), 0);
    held += trend && trend->growth_low <= world.monthly_growth && world.monthly_growth <= trend->growth_high;
  }
  return held / 400.;
}

TEST(StudentT, AgreesWithBoost) {
  for (const double degrees : {1., 2.5, 10., 98., 1e4}) {
    const boost::math::students_t_distribution<double> oracle(degrees);
    for (const double t : {.01, .5, 1.3, 4., 30.}) {
      const double expected = 2 * boost::math::cdf(boost::math::complement(oracle, t));
      EXPECT_NEAR(StudentTwoSided(t, degrees) / expected, 1, 1e-10) << t << " " << degrees;
      EXPECT_EQ(StudentTwoSided(-t, degrees), StudentTwoSided(t, degrees));
    }
    EXPECT_NEAR(StudentQuantile(.2, degrees), boost::math::quantile(boost::math::complement(oracle, .1)),
                1e-8);
  }
}

TEST(EstimateTrend, FindsGrowthWhereThereIsSome) {
  const auto trend = EstimateTrend(Simulate({.level = 400, .monthly_growth = .05}, 1), 0);
  ASSERT_TRUE(trend.has_value());
  EXPECT_NEAR(trend->monthly_growth, .05, .01);
  EXPECT_LT(trend->growth_low, trend->monthly_growth);
  EXPECT_GT(trend->growth_high, trend->monthly_growth);
  EXPECT_NEAR(trend->level, 400, 40);
  EXPECT_LT(trend->p_value, 1e-6);
  EXPECT_EQ(trend->weeks, 104);
}

TEST(EstimateTrend, TakesASeasonForASeasonAndNoTrend) {
  const auto counts = Simulate({.weeks = 78, .level = 200, .season = .8}, 2);
  const auto trend = EstimateTrend(counts, 0);
  EXPECT_TRUE(trend->season_known);
  EXPECT_NEAR(trend->monthly_growth, 0, .02);
  // The same weeks seen from within one year look like a steep trend, and say that the season is unknown.
  const auto half = EstimateTrend(std::span(counts).first(40), 0);
  EXPECT_FALSE(half->season_known);
  EXPECT_LT(half->monthly_growth, -.05);
}

TEST(EstimateTrend, KnowsTheSeasonFromAYearOn) {
  EXPECT_FALSE(EstimateTrend(Simulate({.weeks = 52}, 3), 0)->season_known);
  EXPECT_TRUE(EstimateTrend(Simulate({.weeks = 53}, 3), 0)->season_known);
}

TEST(EstimateTrend, LooksAtTheLastTwoYearsAndFromTheFirstPurchaseOn) {
  std::vector<int32_t> counts(300, 1000);
  const auto recent = Simulate({.weeks = 30, .level = 80}, 4);
  std::fill(counts.begin() + 100, counts.end(), 0);
  std::copy(recent.begin(), recent.end(), counts.end() - 30);
  const auto trend = EstimateTrend(counts, 0);
  EXPECT_EQ(trend->weeks, 30);
  EXPECT_NEAR(trend->level, 80, 15);
}

TEST(EstimateTrend, SaysNothingWithoutSupport) {
  EXPECT_FALSE(EstimateTrend({}, 0).has_value());
  EXPECT_FALSE(EstimateTrend(std::vector<int32_t>(200, 0), 0).has_value());
  EXPECT_FALSE(EstimateTrend(std::vector<int32_t>(11, 50), 0).has_value());
  std::vector<int32_t> rare(60, 0);
  for (size_t w = 0; w < 60; w += 10) rare[w] = 10;  // 60 purchases, but in 6 weeks
  EXPECT_FALSE(EstimateTrend(rare, 0).has_value());
  EXPECT_FALSE(
      EstimateTrend(std::vector<int32_t>{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0).has_value());
}

TEST(EstimateTrend, StaysFiniteWhereDemandStops) {
  for (const int weeks : {20, 80}) {
    std::vector<int32_t> counts(static_cast<size_t>(weeks), 0);
    for (size_t w = 0; w < 9; ++w) counts[w] = 1'000'000;
    const auto trend = EstimateTrend(counts, 0);
    ASSERT_TRUE(trend.has_value());
    for (const double figure :
         {trend->level, trend->monthly_growth, trend->growth_low, trend->growth_high, trend->p_value}) {
      EXPECT_TRUE(std::isfinite(figure));
    }
    EXPECT_LT(trend->monthly_growth, 0);
  }
}

TEST(EstimateTrend, HoldsTheTruthInEightOfTenIntervals) {
  EXPECT_NEAR(Coverage({.level = 20}), .80, .06);
  EXPECT_NEAR(Coverage({.level = 20, .monthly_growth = .03, .season = .5, .spread = .4}), .80, .06);
  EXPECT_NEAR(Coverage({.weeks = 40, .level = 30, .monthly_growth = -.05, .spread = .3}), .80, .06);
  EXPECT_GT(Coverage({.level = 50, .spread = .4, .memory = .5}), .70);  // bad weeks come in rows
}

TEST(AdjustForMany, IsBenjaminiHochbergs) {
  // The example of the paper: at .05 the first four of fifteen are discoveries.
  const std::vector<double> p = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                                 .0459, .3240, .4262, .5719, .6528, .7590, 1.};
  std::vector<Trend> trends(p.size());
  for (size_t i = 0; i < p.size(); ++i) trends[i].p_value = p[p.size() - 1 - i];
  AdjustForMany(trends);
  EXPECT_EQ(std::count_if(trends.begin(), trends.end(), [](const Trend& t) { return t.q_value <= .05; }), 4);
  EXPECT_NEAR(trends.back().q_value, .0015, 1e-12);
  EXPECT_EQ(trends.front().q_value, 1);
  AdjustForMany({});
}

// Among 200 products of which 20 grow, at most about a tenth of those called growing does not.
TEST(AdjustForMany, KeepsFalseTrendsToATenth) {
  double worst = 0;
  int found = 0;
  for (unsigned run = 0; run < 5; ++run) {
    std::vector<Trend> trends;
    for (unsigned i = 0; i < 200; ++i) {
      const World world{.level = 30, .monthly_growth = i < 20 ? .06 : 0, .season = .3, .spread = .3};
      trends.push_back(*EstimateTrend(Simulate(world, 1000 * run + i), 0));
    }
    AdjustForMany(trends);
    const auto sure = [](const Trend& trend) { return trend.IsSure(); };
    const auto right = std::count_if(trends.begin(), trends.begin() + 20, sure);
    const auto wrong = std::count_if(trends.begin() + 20, trends.end(), sure);
    worst += static_cast<double>(wrong) / static_cast<double>(std::max<std::ptrdiff_t>(right + wrong, 1)) / 5;
    found += static_cast<int>(right);
  }
  EXPECT_LT(worst, .17);
  EXPECT_GT(found, 85);  // of 100
}

}  // namespace
}  // namespace bestand::scoring
