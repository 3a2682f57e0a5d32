#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/intervals.h"
#include "tests/services/scoring/domain/simulation.h"

// Whatever the histories: each family gives a fit whose every number is one, and scores in range, or says
// that there are too few customers.
namespace bestand::scoring {
namespace {

// Histories in days, as the services have them.
struct Days {
  std::vector<int32_t> repeats, recency, age;

  void Add(int x, int recency_days, int age_days, int customers = 1) {
    repeats.insert(repeats.end(), customers, x);
    recency.insert(recency.end(), customers, recency_days);
    age.insert(age.end(), customers, age_days);
  }
  HistoryColumns Columns() const { return {repeats, recency, age}; }
  // A few of them, from the first to the last.
  Days Sample() const {
    Days sample;
    for (size_t i = 0; i < age.size(); i += 1 + age.size() / 8) sample.Add(repeats[i], recency[i], age[i]);
    return sample;
  }
};

bool IsShare(double number) { return number >= 0 && number <= 1; }
bool IsAmount(double number) { return number >= 0 && std::isfinite(number); }

void ExpectScoresInRange(const ModelFit& fit, const Days& days) {
  const GammaGamma spending{6.25, 3.74, 1544};
  const std::vector<double> value(days.age.size(), 1000);
  const CustomerColumns customers{days.Columns(), value};
  ScoreColumns scores;
  ScoreIntervals intervals;
  ASSERT_TRUE(BulkScorer::Make(fit.model, spending, {})->Score(customers, scores).ok());
  ASSERT_TRUE(IntervalScorer::Make(fit, nullptr, spending, {})->Score(customers, intervals).ok());
  for (size_t i = 0; i < value.size(); ++i) {
    ASSERT_TRUE(IsShare(scores.alive[i]) && IsShare(scores.buys_again[i])) << i;
    ASSERT_TRUE(IsAmount(scores.expected_purchases[i]) && IsAmount(scores.clv_60_months[i])) << i;
    ASSERT_LE(scores.clv_12_months[i], scores.clv_60_months[i]) << i;
    ASSERT_TRUE(IsShare(intervals.buys_again.low[i]) && IsShare(intervals.buys_again.high[i])) << i;
    ASSERT_TRUE(IsAmount(intervals.clv_60_months.low[i]) && IsAmount(intervals.clv_60_months.high[i])) << i;
  }
}

// Returns the reason why there is no fit; empty when there is one.
std::string ReasonAgainst(ModelKind kind, const Days& days) {
  SCOPED_TRACE(NameOf(kind));
  const auto fit = FitModel(kind, *Compress(days.Columns()));
  if (!fit.ok()) return ReasonOf(fit.status());
  EXPECT_TRUE(std::isfinite(fit->log_likelihood));
  EXPECT_LT(fit->gradient, 1e-5);
  for (const double error : fit->standard_errors) EXPECT_TRUE(IsAmount(error));
  ExpectScoresInRange(*fit, days.Sample());
  return "";
}

class Extremes : public testing::TestWithParam<ModelKind> {};

TEST_P(Extremes, OneTimeBuyersAreTooFewRepeatBuyers) {
  Days long_ago, today, one_date;
  for (int day = 0; day < 300; ++day) long_ago.Add(0, 0, 400 + day);
  today.Add(0, 0, 0, 500);
  one_date.Add(0, 0, 365, 500);
  for (const Days& days : {long_ago, today, one_date}) {
    EXPECT_EQ(ReasonAgainst(GetParam(), days), "TOO_FEW_CUSTOMERS");
  }
}

TEST_P(Extremes, CustomersWithThousandsOfPurchasesAreFitted) {
  Days busy, among_others;
  std::mt19937_64 random(4);
  std::uniform_int_distribution<int> day(0, 700);
  for (int i = 0; i < 60; ++i) busy.Add(1000 + 13 * day(random), 3000 + day(random), 3700);
  for (int i = 0; i < 300; ++i) {
    const int recency = day(random) / 2, repeats = std::min(recency, i % 4);
    among_others.Add(repeats, repeats > 0 ? recency : 0, 350 + day(random));
  }
  among_others.Add(4000, 1500, 1500, 3);
  for (const Days& days : {busy, among_others}) EXPECT_EQ(ReasonAgainst(GetParam(), days), "");
}

// Everybody first bought on the same day, and is seen on the same day.
TEST_P(Extremes, OneFirstDateIsFitted) {
  Days days;
  for (const PurchaseHistory& h : Simulation(6, 30).Draw(MbgNbd{.8, 3, .7, 2.5}, 400)) {
    days.Add(h.repeats, static_cast<int>(h.recency_weeks * 7 * 20 / h.age_weeks), 140);
  }
  EXPECT_EQ(ReasonAgainst(GetParam(), days), "");
}

// Purchases within no time at all, and customers who tell nothing of how they differ.
TEST_P(Extremes, HistoriesWithoutTimeOrSpreadAreFitted) {
  Days no_time, all_at_once, on_the_last_day, alike;
  no_time.Add(3, 0, 0, 100);
  all_at_once.Add(5, 0, 300, 50);
  all_at_once.Add(0, 0, 300, 50);
  for (int day = 20; day < 120; ++day) on_the_last_day.Add(1 + day % 3, day, day);
  alike.Add(2, 40, 80, 1000);
  for (const Days& days : {no_time, all_at_once, on_the_last_day, alike}) {
    EXPECT_EQ(ReasonAgainst(GetParam(), days), "");
  }
}

// Up to a thousand purchases in up to 22 years.
Days Garbage(uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  const double most = std::exp(7 * unit(random)), oldest = std::exp(8 * unit(random) + 1);
  Days days;
  for (int i = 0; i < 80; ++i) {
    const int age = static_cast<int>(oldest * unit(random)), repeats = static_cast<int>(most * unit(random));
    days.Add(repeats, repeats > 0 ? static_cast<int>(age * unit(random)) : 0, age);
  }
  return days;
}

TEST_P(Extremes, GarbageIsFitted) {
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE(seed);
    const std::string reason = ReasonAgainst(GetParam(), Garbage(seed));
    EXPECT_TRUE(reason.empty() || reason == "TOO_FEW_CUSTOMERS") << reason;
  }
}

INSTANTIATE_TEST_SUITE_P(Scoring, Extremes, testing::ValuesIn(AllModelKinds().begin(), AllModelKinds().end()),
                         [](const auto& info) { return std::string(NameOf(info.param)); });

}  // namespace
}  // namespace bestand::scoring
