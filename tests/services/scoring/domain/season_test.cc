#include "services/scoring/domain/season.h"

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
Season Christmas() {
  Season season{{.8, .8, .9, .9, .9, .7, .6, .7, .9, 1.1, 1.5, 2.2}};
  double mean = 0;
  const double days[] = {31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int m = 0; m < 12; ++m) mean += season.month[m] * days[m] / 365.2425;
  for (double& month : season.month) month /= mean;
  return season;
}

struct World {
  std::vector<int32_t> repeats, recency, age, first_day, purchase_days;

  SeasonData Data() const { return {{repeats, recency, age}, first_day, purchase_days, kEnd}; }
};

// MBG/NBD on the season's clock, purchases rounded to days.
World Draw(const Season& season, int customers) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> unit(0, 1);
  const SeasonClock clock(season, kBegin, kEnd);
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
      while (day < kEnd && clock.Weeks(first, day + 1) <= t) ++day;
      if (day >= kEnd) break;
      if (day == last) continue;
      ++repeats, last = day;
      world.purchase_days.push_back(day);
    }
    world.repeats.push_back(repeats);
    world.recency.push_back(last - first);
    world.age.push_back(kEnd - first);
    world.first_day.push_back(first);
  }
  return world;
}

TEST(SeasonClock, CountsFlatYearsAsTheyAre) {
  const SeasonClock clock({}, kBegin, kEnd);
  EXPECT_NEAR(clock.Weeks(kBegin, kBegin + 700), 100, 1e-9);
  const PurchaseHistory h = clock.History(kBegin + 5, 3, 70, 140);
  EXPECT_EQ(h.repeats, 3);
  EXPECT_NEAR(h.recency_weeks, 10, 1e-9);
  EXPECT_NEAR(h.age_weeks, 20, 1e-9);
}

TEST(SeasonClock, RunsFasterInStrongMonthsAndNotOverAYear) {
  const SeasonClock clock(Christmas(), kBegin, kEnd);
  EXPECT_NEAR(clock.Weeks(kBegin, kBegin + 365), 365 / 7., .05);
  EXPECT_NEAR(clock.Weeks(kBegin + 334, kBegin + 365) / clock.Weeks(kBegin + 181, kBegin + 212), 2.2 / .6,
              1e-9);
}

TEST(FitSeason, RecoversTheSeasonOfASimulatedWorld) {
  const Season truth = Christmas();
  const World world = Draw(truth, 2500);
  const auto fit = FitSeason(ModelKind::kMbgNbd, world.Data());
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_TRUE(fit->identified);
  EXPECT_LT(fit->rounds, 20);
  for (int m = 0; m < 12; ++m) EXPECT_NEAR(fit->season.month[m], truth.month[m], .12 * truth.month[m]) << m;
}

// What it is for: the same 31 days of December and of July, seen from the first of each.
TEST(FitSeason, ForetellsChristmas) {
  const World world = Draw(Christmas(), 2500);
  const auto fit = *FitSeason(ModelKind::kMbgNbd, world.Data());
  const SeasonClock clock(fit.season, kBegin, kEnd + 400);
  const PurchaseHistory h = clock.History(kEnd - 500, 6, 480, 500);
  const auto in = [&](int from) {
    const double before = *ExpectedPurchases(fit.model.model, h, {.weeks = clock.Weeks(kEnd, from)});
    return *ExpectedPurchases(fit.model.model, h, {.weeks = clock.Weeks(kEnd, from + 31)}) - before;
  };
  EXPECT_GT(in(kEnd + 334), 2.5 * in(kEnd + 181));
}

TEST(FitSeason, FindsNoneWhereThereIsNone) {
  const auto fit = *FitSeason(ModelKind::kMbgNbd, Draw({}, 2500).Data());
  for (const double month : fit.season.month) EXPECT_NEAR(month, 1, .12);
}

TEST(FitSeason, RefusesDaysThatCannotBe) {
  World world = Draw({}, 40);
  world.purchase_days.push_back(kEnd + 1);
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, world.Data()).status()), "HISTORY_OUT_OF_ORDER");
  world.purchase_days.pop_back();
  world.age[3] += 1;
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, world.Data()).status()), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(FitSeason(ModelKind::kBgNbd, {{}, {}, {}, kEnd}).status()), "TOO_FEW_CUSTOMERS");
}

}  // namespace
}  // namespace bestand::scoring
