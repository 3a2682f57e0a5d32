#include "services/scoring/domain/diagnostics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"

namespace bestand::scoring {
namespace {

HoldOut CdnowHoldOut() {
  const Cdnow& cdnow = ReadCdnow();
  return {{cdnow.repeats, cdnow.recency_days, cdnow.age_days}, cdnow.hold_out, 39 * 7};
}

struct Published {
  PurchaseModel model;
  double sum, sum_tolerance, error, error_tolerance;
};

class PublishedHoldOut : public testing::TestWithParam<Published> {};

TEST_P(PublishedHoldOut, IsFoundOnCdnow) {
  const auto found = Diagnose(GetParam().model, CdnowHoldOut());
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->customers, 2357);
  EXPECT_EQ(found->actual_purchases, 1882);
  EXPECT_NEAR(found->expected_purchases, GetParam().sum, GetParam().sum_tolerance);
  EXPECT_NEAR(found->mean_absolute_error, GetParam().error, GetParam().error_tolerance);
  std::printf("auc %.4f (baseline %.4f) brier %.4f (%.4f)\n", found->auc, found->baseline_auc, found->brier,
              found->baseline_brier);
}

INSTANTIATE_TEST_SUITE_P(
    Scoring, PublishedHoldOut,
    testing::Values(Published{BgNbd{.242593, 4.413532, .792886, 2.425753}, 1653.4, .1, .7855, 1e-4},
                    Published{MbgNbd{.524838, 6.182992, .891356, 1.613999}, 1576.7, .1, .7648, 1e-4},
                    Published{ParetoNbd{.553276, 10.577613, .606213, 11.667906}, 1665.5, .1, .7545, 1e-4},
                    Published{Nbd{.384768, 12.072085}, 2930, 1, 1.041, 1e-3}));

TEST(Diagnose, RanksAsPublishedBesideTheBaseline) {
  const auto found = *Diagnose(MbgNbd{.524838, 6.182992, .891356, 1.613999}, CdnowHoldOut());
  EXPECT_NEAR(found.auc, .760, .001);
  EXPECT_NEAR(found.baseline_auc, .771, .001);
  EXPECT_LT(found.brier, .25);
}

TEST(Diagnose, CalibratesInDecilesAndByFrequency) {
  const auto found = *Diagnose(MbgNbd{.524838, 6.182992, .891356, 1.613999}, CdnowHoldOut());
  ASSERT_EQ(found.calibration.size(), 10u);
  int64_t customers = 0;
  for (size_t i = 0; i < 10; ++i) {
    customers += found.calibration[i].customers;
    EXPECT_NEAR(found.calibration[i].predicted, found.calibration[i].actual, .15) << i;
    const size_t before = i > 0 ? i - 1 : 0;
    EXPECT_GE(found.calibration[i].predicted, found.calibration[before].predicted);
  }
  EXPECT_EQ(customers, 2357);
  ASSERT_EQ(found.by_frequency.size(), 8u);
  EXPECT_EQ(found.by_frequency[0].customers, 1411);
  for (size_t i = 1; i < 8; ++i)
    EXPECT_GT(found.by_frequency[i].expected, found.by_frequency[i - 1].expected);
}

TEST(Diagnose, RefusesHoldOutsThatCannotBe) {
  EXPECT_EQ(ReasonOf(Diagnose(Nbd{1, 1}, {}).status()), "HISTORY_OUT_OF_ORDER");
  const std::vector<int32_t> one{1}, negative{-1};
  EXPECT_EQ(ReasonOf(Diagnose(Nbd{1, 1}, {{one, one, one}, negative, 7}).status()), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(Diagnose(Nbd{1, 1}, {{one, one, one}, one, 0}).status()), "MODEL_PARAMETER_INVALID");
  EXPECT_EQ(ReasonOf(Diagnose(Nbd{0, 1}, {{one, one, one}, one, 7}).status()), "MODEL_PARAMETER_INVALID");
}

TEST(Diagnose, StandsOneCustomer) {
  const std::vector<int32_t> one{1};
  const auto found = *Diagnose(Nbd{1, 1}, {{one, one, one}, one, 7});
  EXPECT_EQ(found.auc, .5);
  EXPECT_EQ(found.calibration.size(), 1u);
  EXPECT_TRUE(std::isfinite(found.brier));
}

TEST(AreaUnderCurve, CountsPairsWithTiesHalf) {
  const std::vector<double> score{.1, .4, .4, .8};
  EXPECT_DOUBLE_EQ(AreaUnderCurve(score, std::vector<uint8_t>{0, 0, 1, 1}), .875);
  EXPECT_DOUBLE_EQ(AreaUnderCurve(score, std::vector<uint8_t>{1, 0, 0, 0}), 0);
  EXPECT_DOUBLE_EQ(AreaUnderCurve(score, std::vector<uint8_t>{1, 1, 1, 1}), .5);
}

// Why nobody may rank by it: BG/NBD takes every one-time buyer for alive.
TEST(AreaUnderCurve, ShowsThatAliveOfBgNbdRanksWorseThanChance) {
  const Cdnow& cdnow = ReadCdnow();
  std::vector<double> alive;
  std::vector<uint8_t> bought;
  for (size_t i = 0; i < cdnow.repeats.size(); ++i) {
    const auto h = HistoryFromDays(cdnow.repeats[i], cdnow.recency_days[i], cdnow.age_days[i]);
    alive.push_back(*ProbabilityAlive(BgNbd{.242593, 4.413532, .792886, 2.425753}, h));
    bought.push_back(cdnow.hold_out[i] > 0);
  }
  EXPECT_NEAR(AreaUnderCurve(alive, bought), .316, .001);
}

}  // namespace
}  // namespace bestand::scoring
