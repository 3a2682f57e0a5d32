#include "services/scoring/domain/products/transitions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>

namespace bestand::scoring {
namespace {

// Garwood's exact lower limit.
double Exact(int64_t count) {
  return boost::math::quantile(boost::math::chi_squared(2.0 * static_cast<double>(count)), 0.025) / 2;
}

TEST(PoissonLowerLimit, IsNearlyGarwoodsAndNeverAboveIt) {
  for (const int64_t count : {5, 10, 30, 214, 5000, 1'000'000}) {
    EXPECT_NEAR(PoissonLowerLimit(count) / Exact(count), 1, 0.01) << count;
  }
  EXPECT_NEAR(PoissonLowerLimit(2) / Exact(2), .93, 0.01);
  EXPECT_NEAR(PoissonLowerLimit(1) / Exact(1), .5, 0.02);
  for (const int64_t count : {1, 2, 3, 4, 5}) EXPECT_LT(PoissonLowerLimit(count), Exact(count));
  EXPECT_EQ(PoissonLowerLimit(0), 0);
  EXPECT_EQ(PoissonLowerLimit(-3), 0);
}

TEST(LiftOf, ComparesWithIndependence) {
  TransitionTotals totals{.from = {100, 50, 0}, .to = {0, 60, 90}, .all = 150};
  const Lift lift = LiftOf({0, 1, 80}, totals);
  EXPECT_DOUBLE_EQ(lift.expected, 40);
  EXPECT_DOUBLE_EQ(lift.lift, 2);
  EXPECT_NEAR(lift.lower, Exact(80) / 40, 0.01);
}

TEST(LiftOf, IsNothingWhereNothingIsExpected) {
  EXPECT_EQ(LiftOf({0, 1, 3}, {.from = {0, 0}, .to = {0, 0}, .all = 0}).lift, 0);
  EXPECT_EQ(LiftOf({0, 1, 3}, {.from = {0, 9}, .to = {9, 0}, .all = 9}).lift, 0);
}

TEST(TransitionTable, KeepsTheMostFrequentOfEachItem) {
  TransitionTable table;
  AddRow(0, std::vector<int32_t>{0, 5, 1, 9}, {.most = 2, .least = 2}, table);
  AddRow(1, std::vector<int32_t>{7, 0, 4, 3}, {.most = 2, .least = 2}, table);
  EXPECT_EQ(table.totals.all, 29);
  EXPECT_THAT(table.totals.from, testing::ElementsAre(15, 14, 0, 0));
  EXPECT_THAT(table.totals.to, testing::ElementsAre(7, 5, 5, 12));
  ASSERT_EQ(table.of_item[0].size(), 2u);
  EXPECT_EQ(table.of_item[0][0].to, 3u);
  const auto all = table.MostFrequent(3);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].customers, 9);
  EXPECT_EQ(all[1].customers, 7);
  EXPECT_EQ(all[2].customers, 5);
  EXPECT_EQ(table.MostFrequent(100).size(), 4u);
}

}  // namespace
}  // namespace bestand::scoring
