#include "services/scoring/domain/seasonal_scorer.h"

#include <gtest/gtest.h>

#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

const PurchaseModel kModel = MbgNbd{.525, 6.183, .891, 1.614};
const GammaGamma kSpending{6.25, 3.74, 15.44};
constexpr ScoreTerms kTerms{.horizon_days = 31};
constexpr int32_t kNovemberEnd = 15'674;  // 2012-11-30

Seasonality Christmas() { return {{.8, .8, .9, .9, .9, .7, .6, .7, .9, 1.1, 1.5, 2.2}}; }

struct Customers {
  std::vector<int32_t> repeats = {0, 2, 5, 1}, recency = {0, 200, 300, 30}, age = {50, 260, 310, 400},
                       today = {kNovemberEnd, kNovemberEnd - 200, kNovemberEnd, kNovemberEnd + 3};
  std::vector<double> value = {0, 20, 30, 40};

  SeenColumns All() const { return {{{repeats, recency, age}, value}, today}; }
  SeenColumns One(size_t i) const {
    const auto at = [i](const auto& column) { return std::span(column).subspan(i, 1); };
    return {{{at(repeats), at(recency), at(age)}, at(value)}, at(today)};
  }
};

TEST(SeasonalScorer, IsABulkScorerOnAFlatClock) {
  const Customers customers;
  ScoreColumns seasonal, bulk;
  ASSERT_TRUE(SeasonalScorer::Make(kModel, kSpending, kTerms)->Score(customers.All(), seasonal).ok());
  ASSERT_TRUE(BulkScorer::Make(kModel, kSpending, kTerms)->Score(customers.All().customers, bulk).ok());
  EXPECT_EQ(seasonal.buys_again, bulk.buys_again);
  EXPECT_EQ(seasonal.clv_60_months, bulk.clv_60_months);
}

TEST(SeasonalScorer, ScoresOneLikeMany) {
  const Customers customers;
  auto scorer = *SeasonalScorer::Make({kModel, SeasonalClock(Christmas())}, kSpending, kTerms);
  ScoreColumns all, one;
  ASSERT_TRUE(scorer.Score(customers.All(), all).ok());
  for (size_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(scorer.Score(customers.One(i), one).ok());
    EXPECT_EQ(one.alive[0], all.alive[i]);
    EXPECT_EQ(one.buys_again[0], all.buys_again[i]);
    EXPECT_EQ(one.expected_purchases[0], all.expected_purchases[i]);
    EXPECT_EQ(one.expected_value[0], all.expected_value[i]);
    EXPECT_EQ(one.clv_12_months[0], all.clv_12_months[i]);
    EXPECT_EQ(one.clv_60_months[0], all.clv_60_months[i]);
  }
}

TEST(SeasonalScorer, AsksTheModelOnTheClock) {
  const Customers customers;
  const SeasonalClock clock{Christmas()};
  auto scorer = *SeasonalScorer::Make({kModel, clock}, kSpending, kTerms);
  ScoreColumns all;
  ASSERT_TRUE(scorer.Score(customers.All(), all).ok());
  for (size_t i = 0; i < 4; ++i) {
    const int32_t today = customers.today[i];
    const PurchaseHistory seen =
        clock.Count(HistoryFromDays(customers.repeats[i], customers.recency[i], customers.age[i]), today);
    const Horizon ahead{.weeks = (clock.At(today + 31) - clock.At(today)) / kDaysPerWeek};
    EXPECT_NEAR(all.expected_purchases[i], *ExpectedPurchases(kModel, seen, ahead), 1e-9);
    EXPECT_NEAR(all.alive[i], *ProbabilityAlive(kModel, seen), 1e-12);
  }
}

TEST(SeasonalScorer, RefusesColumnsOfDifferentLength) {
  const std::vector<int32_t> two = {1, 1}, one = {1};
  const std::vector<double> value = {0, 0};
  auto scorer = *SeasonalScorer::Make({kModel, SeasonalClock(Christmas())}, kSpending, kTerms);
  ScoreColumns scores;
  EXPECT_FALSE(scorer.Score({{{two, two, one}, value}, two}, scores).ok());
}

}  // namespace
}  // namespace bestand::scoring
