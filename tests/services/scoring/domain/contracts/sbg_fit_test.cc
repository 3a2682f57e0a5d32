#include "services/scoring/domain/contracts/sbg_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

// Fader, Hardie (2007), table 1: of 1,000 customers each, who left in the years 1 to 7.
const std::vector<int64_t> kHighEndLost = {131, 126, 90, 60, 42, 34, 26};
const std::vector<int64_t> kRegularLost = {369, 163, 86, 56, 37, 27, 21};

Renewals Cohort(int64_t started, const std::vector<int64_t>& lost) {
  Renewals renewals;
  EXPECT_TRUE(AddCohort(started, lost, renewals).ok());
  return renewals;
}

TEST(FitSbg, FindsThePublishedFits) {
  const auto high_end = FitSbg(Cohort(1000, kHighEndLost));
  ASSERT_TRUE(high_end.ok()) << high_end.status();
  EXPECT_NEAR(high_end->model.alpha, .668, .0005);
  EXPECT_NEAR(high_end->model.beta, 3.806, .0005);
  EXPECT_NEAR(high_end->log_likelihood, -1611.158, .0005);
  const auto regular = FitSbg(Cohort(1000, kRegularLost));
  ASSERT_TRUE(regular.ok()) << regular.status();
  EXPECT_NEAR(regular->model.alpha, .704, .0005);
  EXPECT_NEAR(regular->model.beta, 1.182, .0005);
  EXPECT_NEAR(regular->log_likelihood, -1680.265, .0005);
  EXPECT_LT(regular->gradient, 1e-8);
  EXPECT_EQ(regular->evidence, RenewalEvidence::kEnough);
}

// A contract a time, each with its own chance to leave, of up to `most` renewal dates, the first `unseen` of
// which nobody wrote down.
Renewals Simulated(const Sbg& truth, int contracts, int most, int unseen, uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto gamma = [&](double shape) { return std::gamma_distribution<>(shape, 1)(random); };
  const auto happens = [&](double chance) { return std::uniform_real_distribution<>(0, 1)(random) < chance; };
  std::uniform_int_distribution<int> dates(1, most);
  Renewals renewals;
  for (int i = 0; i < contracts; ++i) {
    const double x = gamma(truth.alpha), y = gamma(truth.beta), leaves = x / (x + y);
    const int come = dates(random);
    int renewed = 0;
    bool left = false;
    while (renewed < come && !left) left = happens(leaves), renewed += !left;
    if (renewed < unseen) continue;
    EXPECT_TRUE(AddContract({unseen + 1, renewed - unseen, left}, renewals).ok());
  }
  return renewals;
}

class SimulatedContracts : public testing::TestWithParam<Sbg> {};

TEST_P(SimulatedContracts, AreRecoveredWithinThreeStandardErrors) {
  for (const int unseen : {0, 1}) {
    const auto fit = FitSbg(Simulated(GetParam(), 20000, 10, unseen, 23));
    ASSERT_TRUE(fit.ok()) << fit.status();
    EXPECT_EQ(fit->evidence, RenewalEvidence::kEnough);
    EXPECT_NEAR(fit->model.alpha, GetParam().alpha, 3 * fit->standard_errors[0]) << unseen;
    EXPECT_NEAR(fit->model.beta, GetParam().beta, 3 * fit->standard_errors[1]) << unseen;
    EXPECT_LT(fit->standard_errors[0], .4 * GetParam().alpha) << unseen;
  }
}

INSTANTIATE_TEST_SUITE_P(Scoring, SimulatedContracts,
                         testing::Values(Sbg{.67, 3.8}, Sbg{.7, 1.2}, Sbg{2, 10}, Sbg{3, 2}, Sbg{.2, .5}));

TEST(FitSbg, TakesCohortsOfDifferentAgeTogether) {
  Renewals renewals = Cohort(1000, {369, 163, 86, 56, 37, 27, 21});
  ASSERT_TRUE(AddCohort(1000, std::vector<int64_t>{369, 163, 86}, renewals).ok());
  ASSERT_TRUE(AddCohort(500, {}, renewals).ok());
  EXPECT_EQ(renewals.contracts, 2000);
  EXPECT_EQ(renewals.left[0], 738);
  EXPECT_EQ(renewals.renewed[2], 2 * 382);
  EXPECT_EQ(renewals.renewed[6], 241);
  const auto fit = FitSbg(renewals);
  ASSERT_TRUE(fit.ok());
  EXPECT_NEAR(fit->model.alpha, .704, .05);
}

TEST(FitSbg, SaysWhenNobodyLeft) {
  const auto fit = FitSbg(Cohort(100, {0, 0, 0}));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->evidence, RenewalEvidence::kNobodyLeft);
  EXPECT_NEAR(RetentionRate(fit->model, 1), 300.5 / 301, 1e-12);
  const auto ends = ResidualPeriods80(*fit, {3, 1}, {});
  ASSERT_TRUE(ends.ok());
  EXPECT_GT(ends->high, ends->low);
}

TEST(FitSbg, SaysWhenEverybodyLeft) {
  const auto fit = FitSbg(Cohort(100, {100}));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->evidence, RenewalEvidence::kEverybodyLeft);
  EXPECT_LT(RetentionRate(fit->model, 1), .01);
}

TEST(FitSbg, KnowsTheRetentionOfOneRenewalButNotTheSpread) {
  const auto fit = FitSbg(Cohort(1000, {369}));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(fit->evidence, RenewalEvidence::kSpreadUnknown);
  EXPECT_NEAR(RetentionRate(fit->model, 1), .631, 1e-6);
  const auto wide = *ResidualPeriods80(*fit, {0, 1}, {}),
             narrow = *ResidualPeriods80(*FitSbg(Cohort(1000, kRegularLost)), {0, 1}, {});
  EXPECT_GT(wide.high / wide.low, narrow.high / narrow.low);
}

TEST(FitSbg, SaysWhenAllAreAlike) {
  const auto fit = FitSbg(Simulated({4e5, 6e5}, 20000, 8, 0, 7));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_NEAR(RetentionRate(fit->model, 1), .6, .02);
  EXPECT_NEAR(RetentionRate(fit->model, 6), .6, .03);
}

TEST(FitSbg, ConvergesOnAnythingThatCouldHaveHappened) {
  std::mt19937_64 random(31);
  for (int world = 0; world < 400; ++world) {
    Renewals renewals;
    const int ages = std::uniform_int_distribution<int>(1, 30)(random);
    const int most = std::uniform_int_distribution<int>(1, 4)(random);
    for (int k = 0; k < ages; ++k) {
      const auto any = [&] {
        return std::uniform_int_distribution<int64_t>(0, most < 3 ? most : 100000)(random);
      };
      renewals.renewed.push_back(any());
      renewals.left.push_back(any());
    }
    renewals.contracts = 1000;
    if (renewals.TotalRenewed() + renewals.TotalLeft() == 0) continue;
    const auto fit = FitSbg(renewals);
    ASSERT_TRUE(fit.ok()) << world << " " << fit.status();
    const auto ends = ResidualPeriods80(*fit, {2, .5}, {});
    ASSERT_TRUE(ends.ok()) << world;
    EXPECT_TRUE(std::isfinite(ends->low) && std::isfinite(ends->high) && ends->low <= ends->high) << world;
  }
}

TEST(FitSbg, NamesWhatThereIsTooLittleOf) {
  const auto status = FitSbg(Cohort(19, {3, 2})).status();
  EXPECT_EQ(ReasonOf(status), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ(FactsOf(status)["of"], "contracts");
  EXPECT_EQ(FactsOf(status)["have"], "19");
  EXPECT_EQ(ReasonOf(FitSbg({}).status()), "TOO_FEW_CUSTOMERS");
}

TEST(Renewals, RefuseWhatCannotBe) {
  Renewals renewals;
  EXPECT_EQ(ReasonOf(AddCohort(10, std::vector<int64_t>{6, 5}, renewals)), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(AddCohort(10, std::vector<int64_t>{-1}, renewals)), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(AddContract({0, 1, true}, renewals)), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(AddContract({1, -1, true}, renewals)), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(AddContract({1, 10001, true}, renewals)), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(renewals.contracts, 0);
  EXPECT_EQ(ReasonOf(FitSbg({{1, 2}, {1}, 100}).status()), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(ReasonOf(FitSbg({{1, -2}, {1, 1}, 100}).status()), "HISTORY_OUT_OF_ORDER");
}

// The true residual value lies within the 80 % interval in about 80 of 100 worlds.
TEST(ResidualPeriods80, HoldsTheTruthAsOftenAsItSays) {
  const Sbg truth{.7, 1.5};
  const double expected = *DiscountedResidualPeriods(truth, {2, 1}, {});
  int within = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto fit = FitSbg(Simulated(truth, 400, 6, 0, 1000 + seed));
    const auto ends = ResidualPeriods80(*fit, {2, 1}, {});
    within += ends->low <= expected && expected <= ends->high;
  }
  EXPECT_GT(within, 145);
  EXPECT_LT(within, 180);
}

}  // namespace
}  // namespace bestand::scoring
