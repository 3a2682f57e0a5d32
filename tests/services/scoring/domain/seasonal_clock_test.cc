#include "services/scoring/domain/seasonal_clock.h"

#include <gtest/gtest.h>

namespace bestand::scoring {
namespace {

constexpr int32_t kNewYear = 14'610;  // 2010-01-01

Seasonality Strong(size_t month, double times) {
  Seasonality season;
  season.month[month] = times;
  return season;
}

TEST(MonthOfDay, KnowsLeapYearsAndDaysBefore1970) {
  EXPECT_EQ(MonthOfDay(0), 0);
  EXPECT_EQ(MonthOfDay(-1), 11);
  EXPECT_EQ(MonthOfDay(kNewYear + 2 * 365 + 59), 1);  // 2012-02-29
  EXPECT_EQ(MonthOfDay(kNewYear + 2 * 365 + 60), 2);
}

TEST(SeasonalClock, IsTheCalendarWhereNoMonthDiffers) {
  const SeasonalClock flat, even{Seasonality{}};
  EXPECT_TRUE(flat.flat());
  EXPECT_FALSE(even.flat());
  for (int32_t day = -110'000; day < 110'000; day += 37) {
    ASSERT_EQ(flat.At(day), day);
    ASSERT_EQ(even.At(day), day);
  }
}

TEST(SeasonalClock, CountsTheDaysOfAStrongMonthTwice) {
  const SeasonalClock clock(Strong(11, 2));
  const int32_t december = kNewYear + 334;
  EXPECT_EQ(clock.At(december + 31) - clock.At(december), 62);
  EXPECT_EQ(clock.At(december) - clock.At(kNewYear), 334);
  EXPECT_EQ(clock.Horizon(december + 16, 30), 45);  // fifteen days of it, and fifteen of January
}

TEST(SeasonalClock, GivesALeapDayWhatFebruaryHas) {
  const SeasonalClock clock(Strong(1, 3));
  const int32_t february = kNewYear + 2 * 365 + 31;  // of 2012
  EXPECT_EQ(clock.At(february + 29) - clock.At(february), 87);
}

TEST(SeasonalClock, FindsTheDayByWhichSoManyDaysHaveCounted) {
  const SeasonalClock clock(Strong(11, .1));
  const int32_t november = kNewYear + 304;
  for (int32_t counted = 0; counted < 400; ++counted) {
    const int32_t day = clock.After(november, counted);
    ASSERT_GE(clock.At(day) - clock.At(november), counted);
    if (counted == 0) continue;
    ASSERT_LT(clock.At(day - 1) - clock.At(november), counted);
  }
}

TEST(SeasonalClock, CountsOneHistoryLikeManyInColumns) {
  const SeasonalClock clock(Strong(11, .1));
  const std::vector<int32_t> repeats = {0, 3, 1}, recency = {0, 80, 1}, age = {40, 200, 20},
                             today(3, kNewYear + 360);
  const CountedHistories counted(clock, {repeats, recency, age}, today);
  for (size_t i = 0; i < 3; ++i) {
    const PurchaseHistory one = clock.Count(HistoryFromDays(repeats[i], recency[i], age[i]), today[i]);
    EXPECT_NEAR(one.recency_weeks * 7, counted.columns().recency_days[i], 1e-9);
    EXPECT_NEAR(one.age_weeks * 7, counted.columns().age_days[i], 1e-9);
  }
  EXPECT_EQ(counted.columns().recency_days[2], 1);  // two days in December, and yet a second purchase day
}

TEST(CountedHistories, PassesOnWhatAFlatClockLeaves) {
  const std::vector<int32_t> repeats = {1}, recency = {5}, age = {9};
  const CountedHistories counted({}, {repeats, recency, age}, {});
  EXPECT_EQ(counted.columns().age_days.data(), age.data());
}

}  // namespace
}  // namespace bestand::scoring
