#include "services/scoring/domain/dormancy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "common/error/error.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {
namespace {

const MbgNbd kModel{.525, 6.183, .891, 1.614};
const DormancyYardstick kYardstick{
    .median_customer = {1, 10, 40}, .typical_gap_days = 40, .horizon_days = 90, .contact_holds_days = 60};

// Bought every 34 days, then fell silent for that long.
DormancyFacts RegularSilentFor(int days) {
  return {.purchase_days = 6,
          .recency_days = 170,
          .age_days = 170 + days,
          .purchases_first_half = 3,
          .purchases_second_half = 2};
}

double TermOf(const Dormancy& dormancy, DormancyReason reason) {
  for (const DormancyTerm& term : dormancy.terms) {
    if (term.reason == reason) return term.log_odds;
  }
  return 0;
}

Dormancy Assess(const DormancyFacts& facts, const PurchaseModel& model = kModel) {
  const auto dormancy = AssessDormancy(model, facts, kYardstick);
  EXPECT_TRUE(dormancy.ok()) << dormancy.status();
  return dormancy.ok() ? *dormancy : Dormancy{};
}

TEST(AssessDormancy, AnswersWithTheModelsProbability) {
  const Dormancy d = Assess(RegularSilentFor(97));
  const PurchaseHistory h{5, 170 / 7., 267 / 7.};
  EXPECT_NEAR(d.buys_again, 1 - *ProbabilityOfNoPurchase(kModel, h, 90 / 7.), 1e-15);
  EXPECT_EQ(d.alive, *ProbabilityAlive(kModel, h));
  EXPECT_EQ(d.days_silent, 97);
  EXPECT_EQ(d.own_gap_days, 34);
  EXPECT_NEAR(d.score, std::log(1 - d.buys_again) - std::log(d.buys_again), 1e-12);
}

TEST(AssessDormancy, GivesTermsThatAddUpToTheScoreToTheBit) {
  std::mt19937_64 random(1);
  const std::vector<PurchaseModel> models{kModel, BgNbd{.243, 4.414, .793, 2.426},
                                          ParetoNbd{.553, 10.578, .606, 11.669}, Nbd{.38, 12}};
  for (int i = 0; i < 4000; ++i) {
    DormancyFacts facts;
    facts.age_days = static_cast<int>(random() % 1500);
    facts.purchase_days = 1 + static_cast<int>(random() % (i % 2 ? 3 : 40));
    facts.recency_days = facts.purchase_days == 1 ? 0 : static_cast<int>(random() % (facts.age_days + 1));
    facts.purchases_first_half = static_cast<int>(random() % facts.purchase_days);
    facts.purchases_second_half = facts.purchase_days - 1 - facts.purchases_first_half;
    if (i % 3) facts.days_since_addressed = static_cast<int>(random() % 900);
    const Dormancy d = Assess(facts, models[i % models.size()]);
    double sum = 0;
    for (const DormancyTerm& term : d.terms) sum += term.log_odds;
    ASSERT_EQ(sum, d.score);
    ASSERT_TRUE(std::isfinite(d.score));
    ASSERT_NEAR(d.score, std::clamp(std::log(1 - d.buys_again) - std::log(d.buys_again), -36., 36.), 1e-2);
    ASSERT_EQ(d.terms.front().reason, DormancyReason::kTypicalCustomer);
  }
}

TEST(AssessDormancy, BlamesSilenceBeyondTheOwnRhythm) {
  for (int days = 0; days <= 34; ++days) {
    EXPECT_EQ(TermOf(Assess(RegularSilentFor(days)), DormancyReason::kOverdue), 0) << days;
  }
  const double some = TermOf(Assess(RegularSilentFor(97)), DormancyReason::kOverdue);
  const double more = TermOf(Assess(RegularSilentFor(300)), DormancyReason::kOverdue);
  EXPECT_GT(some, .5);
  EXPECT_GT(more, some);
}

TEST(AssessDormancy, SharesTheSilenceWithThoseWhoDidNotAddressTheCustomer) {
  DormancyFacts facts = RegularSilentFor(234);  // 200 days overdue
  const double whole = TermOf(Assess(facts), DormancyReason::kOverdue);
  facts.days_since_addressed = 60 + 50;
  EXPECT_NEAR(TermOf(Assess(facts), DormancyReason::kNotAddressed), whole / 4, 1e-12);
  EXPECT_NEAR(TermOf(Assess(facts), DormancyReason::kOverdue), whole * 3 / 4, 1e-12);
  facts.days_since_addressed = 500;
  EXPECT_NEAR(TermOf(Assess(facts), DormancyReason::kNotAddressed), whole, 1e-12);
  EXPECT_EQ(TermOf(Assess(facts), DormancyReason::kOverdue), 0);
  facts.days_since_addressed = 10;
  EXPECT_EQ(TermOf(Assess(facts), DormancyReason::kNotAddressed), 0);
}

TEST(AssessDormancy, BlamesHavingBoughtOnce) {
  const Dormancy once = Assess({.purchase_days = 1, .recency_days = 0, .age_days = 200});
  EXPECT_GT(TermOf(once, DormancyReason::kOneAndDone), 0);
  EXPECT_EQ(TermOf(Assess(RegularSilentFor(97)), DormancyReason::kOneAndDone), 0);
}

TEST(AssessDormancy, BlamesADecline) {
  DormancyFacts facts{.purchase_days = 9, .recency_days = 300, .age_days = 330};
  facts.purchases_first_half = 7, facts.purchases_second_half = 1;
  EXPECT_GT(TermOf(Assess(facts), DormancyReason::kDeclining), 0);
  facts.purchases_first_half = 4, facts.purchases_second_half = 4;
  EXPECT_EQ(TermOf(Assess(facts), DormancyReason::kDeclining), 0);
}

TEST(AssessDormancy, PassesThroughTheStatesWithSilence) {
  EXPECT_EQ(Assess({}).state, DormancyState::kNeverBought);
  EXPECT_TRUE(Assess({}).terms.empty());
  EXPECT_EQ(Assess(RegularSilentFor(5)).state, DormancyState::kActive);
  EXPECT_EQ(Assess(RegularSilentFor(130)).state, DormancyState::kCooling);
  EXPECT_EQ(Assess(RegularSilentFor(250)).state, DormancyState::kDormant);
  EXPECT_EQ(Assess(RegularSilentFor(1200)).state, DormancyState::kLost);
  EXPECT_EQ(NameOf(DormancyState::kLost), "LOST");
  EXPECT_EQ(NameOf(DormancyReason::kNotAddressed), "NOT_ADDRESSED");
}

TEST(AssessDormancy, LetsNobodySleepWithinTheOwnRhythm) {
  const DormancyFacts newcomer{.purchase_days = 1};
  ASSERT_LT(Assess(newcomer).buys_again, .5);
  EXPECT_EQ(Assess(newcomer).state, DormancyState::kActive);
  DormancyFacts silent = newcomer;
  silent.age_days = 200;
  EXPECT_NE(Assess(silent).state, DormancyState::kActive);
}

TEST(AssessDormancy, RefusesFactsThatContradictEachOther) {
  const auto reason = [](const DormancyFacts& facts) {
    return ReasonOf(AssessDormancy(kModel, facts, kYardstick).status());
  };
  EXPECT_EQ(reason({.purchase_days = -1}), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(reason({.purchase_days = 2, .recency_days = 9, .age_days = 8}), "HISTORY_OUT_OF_ORDER");
  EXPECT_EQ(reason({.purchase_days = 2, .recency_days = 7, .age_days = 8, .purchases_first_half = 2}),
            "HISTORY_OUT_OF_ORDER");
  DormancyYardstick no_horizon = kYardstick;
  no_horizon.horizon_days = 0;
  EXPECT_EQ(ReasonOf(AssessDormancy(kModel, RegularSilentFor(9), no_horizon).status()),
            "MODEL_PARAMETER_INVALID");
}

TEST(YardstickOf, TakesMediansAndTheNinetyPercentGap) {
  std::vector<int32_t> repeats, recency, age;
  for (int i = 1; i <= 101; ++i) {
    repeats.push_back(2);
    recency.push_back(20 * i);
    age.push_back(30 * i);
  }
  const auto yardstick = *YardstickOf({repeats, recency, age});
  EXPECT_EQ(yardstick.median_customer.repeats, 2);
  EXPECT_EQ(yardstick.median_customer.recency_weeks, 1020 / 7.);
  EXPECT_EQ(yardstick.typical_gap_days, 510);
  EXPECT_EQ(yardstick.horizon_days, 910);
}

TEST(YardstickOf, StandsACohortOfOneTimeBuyers) {
  const std::vector<int32_t> none(30, 0), age(30, 50);
  const auto yardstick = *YardstickOf({none, none, age});
  EXPECT_EQ(yardstick.horizon_days, 90);
  EXPECT_TRUE(AssessDormancy(kModel, RegularSilentFor(9), yardstick).ok());
  EXPECT_EQ(ReasonOf(YardstickOf({}).status()), "HISTORY_OUT_OF_ORDER");
}

}  // namespace
}  // namespace bestand::scoring
