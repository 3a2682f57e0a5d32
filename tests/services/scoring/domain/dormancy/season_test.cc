#include "services/scoring/domain/dormancy/season.h"

#include <gtest/gtest.h>

#include <random>

#include "absl/time/civil_time.h"
#include "tests/services/scoring/domain/dormancy/facts_of_buyers.h"

namespace bestand::scoring {
namespace {

int32_t Day(int year, int month, int day) {
  return static_cast<int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

std::vector<BuyersDay> Bought(std::initializer_list<int32_t> days) {
  std::vector<BuyersDay> bought;
  for (const int32_t day : days) bought.push_back({day, 10, 1});
  return bought;
}

std::optional<Season> Found(std::initializer_list<int32_t> days) {
  const auto bought = Bought(days);
  return SeasonOf(bought.back().day, BehaviourOf(bought).bought_months);
}

TEST(SeasonOf, FindsTheMonthBoughtInYearAfterYear) {
  const auto season = Found({Day(2009, 12, 3), Day(2009, 12, 20), Day(2010, 12, 5), Day(2010, 12, 18)});
  EXPECT_EQ(season, (Season{11, 1}));
  EXPECT_STREQ(NameOfMonth(season->first_month), "December");
}

TEST(SeasonOf, FindsAWindowAcrossNewYear) {
  const auto season = Found({Day(2008, 12, 3), Day(2009, 1, 20), Day(2009, 12, 20), Day(2011, 1, 5)});
  EXPECT_EQ(season, (Season{11, 2}));
}

TEST(SeasonOf, ForgivesOnePurchaseInFiveOutsideIt) {
  EXPECT_TRUE(
      Found({Day(2008, 12, 3), Day(2009, 12, 20), Day(2010, 6, 1), Day(2010, 12, 5), Day(2011, 12, 5)}));
  EXPECT_FALSE(
      Found({Day(2008, 12, 3), Day(2009, 6, 1), Day(2009, 12, 20), Day(2010, 6, 1), Day(2010, 12, 5)}));
}

TEST(SeasonOf, WantsTheYearBeforeToo) {
  EXPECT_FALSE(Found({Day(2010, 12, 3), Day(2010, 12, 20)}));
  EXPECT_FALSE(Found({Day(2008, 12, 3), Day(2010, 12, 20)}));
  EXPECT_FALSE(SeasonOf(Day(2010, 12, 20), 0));
}

// Two months apart by a year and a bit are no proof.
TEST(SeasonOf, DoesNotTakeChanceForASeason) {
  EXPECT_FALSE(Found({Day(2009, 12, 3), Day(2011, 1, 20)}));
  std::mt19937_64 random(7);
  int seasonal = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<BuyersDay> days;
    for (int32_t day = Day(2008, 1, 1); day < Day(2011, 1, 1); ++day) {
      if (random() % 1096 < 8) days.push_back({day, 10, 1});
    }
    if (days.size() > 2) seasonal += SeasonOf(days.back().day, BehaviourOf(days).bought_months).has_value();
  }
  EXPECT_LT(seasonal, 80);  // 2 %
}

TEST(ReadClock, StandsStillOutsideTheSeason) {
  const Season december{11, 1};
  const int32_t last = Day(2010, 12, 20);
  const auto june = ReadClock(december, last, Day(2011, 6, 1));
  EXPECT_TRUE(june.counts);
  EXPECT_TRUE(june.paused);
  EXPECT_EQ(june.silent_days, 11);
  const auto next = ReadClock(december, last, Day(2011, 12, 10));
  EXPECT_TRUE(next.counts);
  EXPECT_FALSE(next.paused);
  EXPECT_EQ(next.silent_days, 21);
}

TEST(ReadClock, CountsWithinTheSeasonOfTheLastPurchase) {
  const auto clock = ReadClock({11, 2}, Day(2010, 12, 20), Day(2011, 1, 10));
  EXPECT_TRUE(clock.counts);
  EXPECT_FALSE(clock.paused);
  EXPECT_EQ(clock.silent_days, 21);
}

TEST(ReadClock, IsNoExcuseOnceAWholeSeasonWentBy) {
  EXPECT_TRUE(ReadClock({11, 1}, Day(2010, 12, 20), Day(2011, 12, 31)).counts);
  EXPECT_FALSE(ReadClock({11, 1}, Day(2010, 12, 20), Day(2012, 1, 1)).counts);
}

}  // namespace
}  // namespace bestand::scoring
