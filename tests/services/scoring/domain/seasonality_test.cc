#include "services/scoring/domain/seasonality.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

constexpr int kBegin = 14'610, kEnd = kBegin + 3 * 365;  // 2010-01-01

// A year with a mean of 1: much before Christmas, little in summer.
Seasonality Christmas() {
  Seasonality season{{.8, .8, .9, .9, .9, .7, .6, .7, .9, 1.1, 1.5, 2.2}};
  double mean = 0;
  const double days[] = {31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int m = 0; m < 12; ++m) mean += season.month[m] * days[m] / 365.2425;
  for (double& month : season.month) month /= mean;
  return season;
}

struct World {
  std::vector<int32_t> repeats, recency, age, repeat_days;
  std::vector<int64_t> bought;  // one a repeat day

  SeasonData Data() const { return {{repeats, recency, age}, kEnd, repeat_days, bought}; }
};

// MBG/NBD on the season's clock, purchases rounded to days.
World Draw(const Seasonality& season, int customers) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> unit(0, 1);
  const SeasonalClock clock(season);
  World world;
  for (int i = 0; i < customers; ++i) {
    const int first = kBegin + static_cast<int>(unit(random) * 900);
    const double rate = std::gamma_distribution<>(1.2, 1 / 6.)(random);
    const double x = std::gamma_distribution<>(.6)(random), y = std::gamma_distribution<>(4)(random);
    const double leave = x / (x + y);
    int repeats = 0, last = first;
    for (double t = 0; unit(random) >= leave;) {
      t += std::exponential_distribution<>(rate)(random);
      int day = last;
      while (day < kEnd && clock.At(day + 1) - clock.At(first) <= t * kDaysPerWeek) ++day;
      if (day >= kEnd) break;
      if (day == last) continue;
      ++repeats, last = day;
      world.repeat_days.push_back(day);
      world.bought.push_back(1);
    }
    world.repeats.push_back(repeats);
    world.recency.push_back(last - first);
    world.age.push_back(kEnd - first);
  }
  return world;
}

TEST(FitSeason, RecoversTheSeasonOfASimulatedWorld) {
  const Seasonality truth = Christmas();
  const World world = Draw(truth, 2500);
  const auto fit = FitSeason(ModelKind::kMbgNbd, world.Data());
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->identified());
  EXPECT_LT(fit->rounds, 20);
  for (int m = 0; m < 12; ++m) EXPECT_NEAR(fit->season.month[m], truth.month[m], .12 * truth.month[m]) << m;
}

// What it is for: the same 31 days of December and of July, seen from the first of each.
TEST(FitSeason, ForetellsChristmas) {
  const World world = Draw(Christmas(), 2500);
  const auto fit = *FitSeason(ModelKind::kMbgNbd, world.Data());
  const SeasonalClock clock(fit.season);
  const PurchaseHistory h = clock.Count(HistoryFromDays(6, 480, 500), kEnd);
  const auto by = [&](int day) {
    return *ExpectedPurchases(fit.model.model, h, {.weeks = (clock.At(day) - clock.At(kEnd)) / kDaysPerWeek});
  };
  const auto in = [&](int from) { return by(from + 31) - by(from); };
  EXPECT_GT(in(kEnd + 334), 2.5 * in(kEnd + 181));
}

TEST(FitSeason, SaysThatLessThanTwoYearsTellNoSeason) {
  World world = Draw(Christmas(), 400);
  SeasonData data = world.Data();
  EXPECT_TRUE(FitSeason(ModelKind::kMbgNbd, data)->identified());
  world.age.assign(world.age.size(), 729);
  world.recency.assign(world.age.size(), 0);
  for (size_t i = 0; i < world.repeats.size(); ++i) world.recency[i] = world.repeats[i] > 0 ? 700 : 0;
  data.repeat_days = {};
  data.repeats = {};
  EXPECT_FALSE(FitSeason(ModelKind::kMbgNbd, data)->identified());
}

TEST(FitSeason, FindsNoneWhereThereIsNone) {
  const auto fit = *FitSeason(ModelKind::kMbgNbd, Draw({}, 2500).Data());
  for (const double month : fit.season.month) EXPECT_NEAR(month, 1, .12);
}

TEST(FitSeason, RefusesDaysThatCannotBe) {
  World world = Draw({}, 40);
  world.repeat_days.push_back(kEnd + 1);
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, world.Data()).status()), "HISTORY_OUT_OF_ORDER");
  world.bought.push_back(1);
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, world.Data()).status()), "HISTORY_OUT_OF_ORDER");
  world.repeat_days.back() = kEnd;
  world.age.pop_back();
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, world.Data()).status()), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, {{}, kEnd, {}, {}}).status()), "TOO_FEW_CUSTOMERS");
}

}  // namespace
}  // namespace bestand::scoring
