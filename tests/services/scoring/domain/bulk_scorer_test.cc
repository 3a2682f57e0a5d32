#include "services/scoring/domain/bulk_scorer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <thread>

#include "common/error/error.h"
#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/intervals.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

const GammaGamma kSpending{6.25, 3.74, 1544};
const std::vector<PurchaseModel> kModels{
    BgNbd{.243, 4.414, .793, 2.426},       MbgNbd{.525, 6.183, .891, 1.614},
    ParetoNbd{.553, 10.578, .606, 11.669}, Nbd{.38, 12},
    GgompertzNbd{.8, 6, .05, .7, .5},      BgCnbdK{3, 1.6, 4.4, .8, 2.4},
    MbgCnbdK{2, 1.2, 6.2, .9, 1.6}};

// Without the regular ones, whose tables take longer to fill.
const std::vector<PurchaseModel> kQuickModels(kModels.begin(), kModels.begin() + 5);

struct Customers {
  std::vector<int32_t> repeats, recency, age;
  std::vector<double> value;

  CustomerColumns Columns(size_t from = 0, size_t count = std::dynamic_extent) const {
    return {{std::span(repeats).subspan(from, count), std::span(recency).subspan(from, count),
             std::span(age).subspan(from, count)},
            std::span(value).subspan(from, count)};
  }
};

// Of all kinds, beyond the tables' range too.
Customers Draw(int customers, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  Customers drawn;
  for (int i = 0; i < customers; ++i) {
    const int age = static_cast<int>(std::exp(9.5 * unit(random)));
    const int repeats = std::min(age, static_cast<int>(std::exp(7 * unit(random) * unit(random)) - .5));
    drawn.repeats.push_back(repeats);
    drawn.age.push_back(age);
    drawn.recency.push_back(repeats == 0 ? 0 : repeats + static_cast<int>((age - repeats) * unit(random)));
    drawn.value.push_back(repeats == 0 ? 0 : 5000 * unit(random));
  }
  return drawn;
}

ScoreColumns Score(const PurchaseModel& model, const CustomerColumns& customers,
                   const ScoreTerms& terms = {}) {
  auto scorer = BulkScorer::Make(model, kSpending, terms);
  ScoreColumns scores;
  EXPECT_TRUE(scorer->Score(customers, scores).ok());
  return scores;
}

TEST(BulkScorer, SaysWhatTheSinglePredictionsSay) {
  const Customers drawn = Draw(600, 1);
  const ScoreTerms terms{.horizon_days = 90, .annual_discount = .1, .margin = .4};
  const double discount = WeeklyDiscount(.1);
  for (const PurchaseModel& model : kModels) {
    const ScoreColumns scores = Score(model, drawn.Columns(), terms);
    for (size_t i = 0; i < drawn.age.size(); i += 3) {
      const auto h = HistoryFromDays(drawn.repeats[i], drawn.recency[i], drawn.age[i]);
      const double value = *ExpectedValue(kSpending, h.repeats, drawn.value[i]);
      const double year = *ExpectedPurchases(model, h, {kWeeksPerYear, discount}) * value * .4;
      const double five = *ExpectedPurchases(model, h, {5 * kWeeksPerYear, discount}) * value * .4;
      SCOPED_TRACE(testing::Message()
                   << i << " " << h.repeats << " " << h.recency_weeks << " " << h.age_weeks);
      ASSERT_NEAR(scores.alive[i], *ProbabilityAlive(model, h), 1e-12);
      ASSERT_NEAR(scores.buys_again[i], 1 - *ProbabilityOfNoPurchase(model, h, 90 / 7.), 2e-12);
      ASSERT_NEAR(scores.expected_purchases[i], *ExpectedPurchases(model, h, {.weeks = 90 / 7.}), 1e-10);
      ASSERT_NEAR(scores.expected_value[i], value, 1e-9);
      ASSERT_NEAR(scores.clv_12_months[i], year, 1e-9 * year + 1e-9);
      ASSERT_NEAR(scores.clv_60_months[i], five, 1e-9 * five + 1e-9);
    }
  }
}

TEST(BulkScorer, ScoresACustomerAloneAsAmongOthersToTheBit) {
  const Customers drawn = Draw(3000, 2);
  for (const PurchaseModel& model : kQuickModels) {
    const ScoreColumns together = Score(model, drawn.Columns());
    for (size_t i : {0u, 1u, 17u, 1023u, 1024u, 2999u}) {
      const ScoreColumns alone = Score(model, drawn.Columns(i, 1));
      EXPECT_EQ(alone.alive[0], together.alive[i]);
      EXPECT_EQ(alone.buys_again[0], together.buys_again[i]);
      EXPECT_EQ(alone.expected_purchases[0], together.expected_purchases[i]);
      EXPECT_EQ(alone.expected_value[0], together.expected_value[i]);
      EXPECT_EQ(alone.clv_60_months[0], together.clv_60_months[i]);
    }
  }
}

TEST(BulkScorer, GivesTheSameBitsOnFourThreads) {
  const Customers drawn = Draw(400, 3);
  for (const PurchaseModel& model : kModels) {
    const ScoreColumns whole = Score(model, drawn.Columns());
    std::vector<ScoreColumns> parts(4);
    std::vector<std::thread> threads;
    for (size_t k = 0; k < 4; ++k) {
      threads.emplace_back([&, k] { parts[k] = Score(model, drawn.Columns(100 * k, 100)); });
    }
    for (std::thread& thread : threads) thread.join();
    for (size_t i = 0; i < 400; ++i) {
      ASSERT_EQ(parts[i / 100].clv_60_months[i % 100], whole.clv_60_months[i]);
      ASSERT_EQ(parts[i / 100].buys_again[i % 100], whole.buys_again[i]);
    }
  }
}

TEST(BulkScorer, GivesNumbersInRangeForRandomModels) {
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> log_parameter(-3, 5);
  const Customers drawn = Draw(150, 4);
  for (int world = 0; world < 12; ++world) {
    std::vector<double> p(4);
    for (double& each : p) each = std::exp(log_parameter(random));
    for (const auto kind : {ModelKind::kBgNbd, ModelKind::kMbgNbd, ModelKind::kParetoNbd}) {
      const ScoreColumns scores = Score(*MakeModel(kind, p), drawn.Columns());
      for (size_t i = 0; i < drawn.age.size(); ++i) {
        ASSERT_TRUE(scores.alive[i] >= 0 && scores.alive[i] <= 1);
        ASSERT_TRUE(scores.buys_again[i] >= 0 && scores.buys_again[i] <= scores.alive[i] * (1 + 1e-12));
        ASSERT_TRUE(scores.expected_purchases[i] >= 0 && std::isfinite(scores.expected_purchases[i]));
        ASSERT_TRUE(scores.clv_12_months[i] >= 0 && scores.clv_12_months[i] <= scores.clv_60_months[i]);
        ASSERT_TRUE(std::isfinite(scores.clv_60_months[i]));
      }
    }
  }
}

// Who first bought on 1900-01-01, seen from 2199-12-31 and 30 days on.
TEST(BulkScorer, ScoresCustomersOfThreeCenturies) {
  const Customers old{{0, 1, 700}, {0, 9, 109'000}, {109'602, 109'602, 109'602}, {0, 5, 5}};
  for (const PurchaseModel& model : kModels) {
    const ScoreColumns scores = Score(model, old.Columns());
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_TRUE(scores.alive[i] >= 0 && scores.alive[i] <= 1) << i;
      EXPECT_TRUE(std::isfinite(scores.clv_60_months[i])) << i;
    }
  }
}

TEST(BulkScorer, GivesNothingForNobody) { EXPECT_TRUE(Score(kModels[0], {}).alive.empty()); }

std::string RefusedRow(const Customers& customers) {
  auto scorer = BulkScorer::Make(kModels[0], kSpending, {});
  ScoreColumns scores;
  const auto refused = scorer->Score(customers.Columns(), scores);
  EXPECT_EQ(ReasonOf(refused), "HISTORY_OUT_OF_ORDER");
  auto facts = FactsOf(refused);
  return facts["row"];
}

TEST(BulkScorer, NamesTheRowThatCannotBe) {
  EXPECT_EQ(RefusedRow({{0, 1}, {0, 9}, {9, 8}, {0, 0}}), "1");
  EXPECT_EQ(RefusedRow({{0, -1}, {0, 0}, {9, 8}, {0, 0}}), "1");
  EXPECT_EQ(RefusedRow({{0}, {1}, {9}, {0}}), "0");
  EXPECT_EQ(RefusedRow({{1}, {1}, {110'001}, {0}}), "0");
  EXPECT_EQ(RefusedRow({{1}, {1}, {9}, {-1}}), "0");
  EXPECT_EQ(RefusedRow({{1}, {1}, {9}, {std::numeric_limits<double>::quiet_NaN()}}), "0");
  EXPECT_EQ(RefusedRow({{1}, {1}, {std::numeric_limits<int32_t>::min()}, {0}}), "0");
  EXPECT_EQ(RefusedRow({{1, 2}, {1}, {9, 9}, {0, 0}}), "");
}

TEST(BulkScorer, RefusesTermsOutOfRange) {
  const auto parameter = [](const GammaGamma& spending, const ScoreTerms& terms) {
    const auto scorer = BulkScorer::Make(kModels[0], spending, terms);
    EXPECT_EQ(ReasonOf(scorer.status()), "MODEL_PARAMETER_INVALID");
    return FactsOf(scorer.status())["parameter"];
  };
  EXPECT_EQ(parameter(kSpending, {.horizon_days = 0}), "horizon_days");
  EXPECT_EQ(parameter(kSpending, {.annual_discount = -.1}), "annual_discount");
  EXPECT_EQ(parameter(kSpending, {.margin = std::nan("")}), "margin");
  EXPECT_EQ(parameter({6, 1, 1500}, {}), "q");
}

ScoreIntervals Intervals(const ModelFit& fit, const Customers& customers) {
  auto scorer = IntervalScorer::Make(fit, nullptr, kSpending, {});
  ScoreIntervals intervals;
  EXPECT_TRUE(scorer->Score(customers.Columns(), intervals).ok());
  return intervals;
}

TEST(IntervalScorer, EnclosesTheScoresAndNarrowsWithMoreData) {
  const Customers drawn = Draw(300, 5);
  auto histories = ReadCdnow().histories;
  const auto small = *FitModel(ModelKind::kMbgNbd, *Compress(histories));
  for (int i = 0; i < 2; ++i) histories.insert(histories.end(), histories.begin(), histories.end());
  const auto large = *FitModel(ModelKind::kMbgNbd, *Compress(histories));
  const ScoreColumns scores = Score(small.model, drawn.Columns());
  const auto wide = Intervals(small, drawn), narrow = Intervals(large, drawn);
  for (size_t i = 0; i < drawn.age.size(); ++i) {
    ASSERT_LE(wide.clv_60_months.low[i], scores.clv_60_months[i] * (1 + 1e-9));
    ASSERT_GE(wide.clv_60_months.high[i], scores.clv_60_months[i] * (1 - 1e-9));
    ASSERT_TRUE(wide.buys_again.low[i] >= 0 && wide.buys_again.high[i] <= 1);
    // Four times the customers: half the width on the log scale.
    if (scores.clv_60_months[i] < 1e-200) continue;
    const double ratio = std::log(narrow.clv_60_months.high[i] / narrow.clv_60_months.low[i]) /
                         std::log(wide.clv_60_months.high[i] / wide.clv_60_months.low[i]);
    ASSERT_NEAR(ratio, .5, .02);
  }
}

TEST(IntervalScorer, GivesFiniteEndsWhenTheDropoutIsNotIdentified) {
  auto fit = *FitModel(ModelKind::kBgNbd, *Compress(std::vector<PurchaseHistory>(100, {3, 20, 20})));
  EXPECT_FALSE(fit.dropout_identified);
  const Customers drawn = Draw(200, 6);
  const auto intervals = Intervals(fit, drawn);
  for (size_t i = 0; i < drawn.age.size(); ++i) {
    ASSERT_TRUE(std::isfinite(intervals.clv_60_months.high[i]));
    ASSERT_LE(intervals.buys_again.low[i], intervals.buys_again.high[i]);
  }
}

TEST(IntervalScorer, WorksForEveryFamily) {
  const Customers drawn = Draw(20, 8);
  for (const ModelKind kind : AllModelKinds()) {
    const auto fit = *FitModel(kind, *Compress(ReadCdnow().histories));
    const ScoreColumns scores = Score(fit.model, drawn.Columns());
    const auto intervals = Intervals(fit, drawn);
    for (size_t i = 0; i < drawn.age.size(); ++i) {
      ASSERT_LE(intervals.buys_again.low[i], scores.buys_again[i] * (1 + 1e-9)) << NameOf(kind);
      ASSERT_GE(intervals.buys_again.high[i], scores.buys_again[i] * (1 - 1e-9)) << NameOf(kind);
      ASSERT_TRUE(std::isfinite(intervals.clv_60_months.high[i])) << NameOf(kind);
    }
  }
}

TEST(IntervalScorer, ContainsTheValuesUncertainty) {
  const Cdnow& cdnow = ReadCdnow();
  std::vector<int32_t> repeats;
  for (const auto& h : cdnow.histories) repeats.push_back(h.repeats);
  const auto fit = *FitModel(ModelKind::kMbgNbd, *Compress(cdnow.histories));
  const auto spending = *FitGammaGamma({repeats, cdnow.mean_value});
  const Customers one{{2}, {213}, {272}, {22.35}};
  auto with = IntervalScorer::Make(fit, &spending, {}, {});
  auto without = IntervalScorer::Make(fit, nullptr, spending.model, {});
  ScoreIntervals wide, narrow;
  ASSERT_TRUE(with->Score(one.Columns(), wide).ok() && without->Score(one.Columns(), narrow).ok());
  EXPECT_LT(wide.clv_12_months.low[0], narrow.clv_12_months.low[0]);
  EXPECT_GT(wide.clv_12_months.high[0], narrow.clv_12_months.high[0]);
  EXPECT_EQ(wide.buys_again.low[0], narrow.buys_again.low[0]);
}

}  // namespace
}  // namespace bestand::scoring
