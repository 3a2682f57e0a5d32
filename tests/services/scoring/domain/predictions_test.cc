#include "services/scoring/domain/predictions.h"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/hypergeometric_pFq.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "common/error/error.h"
#include "services/scoring/domain/gamma_gamma.h"

namespace bestand::scoring {
namespace {

// The published three-decimal parameters for CDNOW (weeks).
const BgNbd kBg{.243, 4.414, .793, 2.426};
const MbgNbd kMbg{.525, 6.183, .891, 1.614};
const ParetoNbd kPareto{.553, 10.578, .606, 11.669};
const Nbd kNbd{.384768, 12.072085};
const GammaGamma kSpending{6.25, 3.74, 15.44};
const double kDiscount = std::log(1.1) / 52;

const PurchaseHistory kTwice{2, 30.43, 38.86};
const PurchaseHistory kOnceMore{1, 1.71, 38.86};
const PurchaseHistory kNeverAgain{0, 0, 38.86};
const std::vector<PurchaseModel> kModels{kBg,
                                         kMbg,
                                         kPareto,
                                         kNbd,
                                         GgompertzNbd{.8, 6, .05, .7, .5},
                                         BgCnbdK{3, 1.6, 4.4, .8, 2.4},
                                         MbgCnbdK{2, 1.2, 6.2, .9, 1.6}};
const std::vector<PurchaseHistory> kHistories{kTwice,          kOnceMore,   kNeverAgain,
                                              {29, 38, 38.86}, {5, 3, 150}, {0, 0, 0}};

struct Row {
  PurchaseModel model;
  PurchaseHistory history;
  double alive, expected;
};

class PublishedTable : public testing::TestWithParam<Row> {};

TEST_P(PublishedTable, GivesAliveAndExpectedPurchasesToTenDigits) {
  const Row& row = GetParam();
  EXPECT_NEAR(*ProbabilityAlive(row.model, row.history), row.alive, 1e-10);
  EXPECT_NEAR(*ExpectedPurchases(row.model, row.history, {.weeks = 39}), row.expected, 1e-10);
}

INSTANTIATE_TEST_SUITE_P(Cdnow, PublishedTable,
                         testing::Values(Row{kBg, kTwice, .7265785700807, 1.226028174767},
                                         Row{kBg, kOnceMore, .2121009853774, .2031869870798},
                                         Row{kBg, kNeverAgain, 1, .1950980520113},
                                         Row{kMbg, kTwice, .7062022651185, 1.262960623267},
                                         Row{kMbg, kOnceMore, .1708364843104, .1888365413643},
                                         Row{kMbg, kNeverAgain, .3897350809188, .1540127466751},
                                         Row{kPareto, kTwice, .869167559153, 1.455123193258},
                                         Row{kPareto, kOnceMore, .1680023267243, .1710929805538},
                                         Row{kPareto, kNeverAgain, .2952866046169, .1070814682153}));

TEST(ExpectedValue, GivesThePublishedMeans) {
  EXPECT_NEAR(*ExpectedValue(kSpending, 2, 22.35), 24.66371391076, 1e-10);
  EXPECT_NEAR(*ExpectedValue(kSpending, 1, 11.77), 18.91685205784, 1e-10);
  EXPECT_NEAR(*ExpectedValue(kSpending, 0, 0), 35.21897810219, 1e-10);
}

TEST(ExpectedValue, RefusesAMeanThatDoesNotExist) {
  EXPECT_EQ(ReasonOf(ExpectedValue({6.25, .9, 15}, 2, 20).status()), "MODEL_PARAMETER_INVALID");
}

TEST(ExpectedValue, OfFlatSpendingIsTheSameForAll) {
  EXPECT_NEAR(*ExpectedValue(FlatSpending(1234), 0, 0), 1234, 1e-6);
  EXPECT_NEAR(*ExpectedValue(FlatSpending(1234), 50, 99'999), 1234, 1e-6);
}

TEST(DiscountedResidualPurchases, GivesThePublishedDert) {
  EXPECT_NEAR(*DiscountedResidualPurchases(kPareto, kTwice, kDiscount), 8.158448910436, 1e-10);
  EXPECT_NEAR(*DiscountedResidualPurchases(kPareto, kOnceMore, kDiscount), .9592681549233, 1e-10);
  EXPECT_NEAR(*DiscountedResidualPurchases(kPareto, kNeverAgain, kDiscount), .6003743818648, 1e-10);
}

TEST(DiscountedResidualPurchases, IsWhatVeryLongHorizonsComeTo) {
  for (const PurchaseModel& model : kModels) {
    const double residual = *DiscountedResidualPurchases(model, kTwice, kDiscount);
    EXPECT_NEAR(*ExpectedPurchases(model, kTwice, {30'000, kDiscount}), residual, 1e-9 * residual);
  }
}

TEST(ProbabilityAlive, StandsBusyCustomers) {
  const PurchaseHistory busy{26, 30.86, 31};
  EXPECT_NEAR(*ProbabilityAlive(kPareto, busy), .9979187310552, 1e-10);
  EXPECT_NEAR(*ExpectedPurchases(kPareto, busy, {.weeks = 10}), 5.969811998393, 1e-10);
}

TEST(ProbabilityAlive, IsZeroNotNaNAfterTheSilenceOfAVeryBusyCustomer) {
  EXPECT_NEAR(*ProbabilityAlive(kBg, {1000, 10, 100}), 0, 1e-300);
  EXPECT_NEAR(*ProbabilityOfNoPurchase(kBg, {1000, 10, 100}, 10), 1, 1e-12);
}

TEST(ProbabilityAlive, IsOneInParetoNbdOnTheDayOfAPurchase) {
  EXPECT_DOUBLE_EQ(*ProbabilityAlive(kPareto, {3, 20, 20}), 1);
  EXPECT_NEAR(*ProbabilityAlive(ParetoNbd{.5, 400, .6, 2}, {3, 20, 20}), 1, 1e-15);
}

TEST(ProbabilityAlive, FallsWithSilence) {
  for (const PurchaseModel& model : {kModels[0], kModels[1], kModels[2]}) {
    double before = 1;
    for (double age = 10.5; age < 500; age *= 1.3) {
      const double alive = *ProbabilityAlive(model, {4, 10, age});
      EXPECT_LT(alive, before);
      before = alive;
    }
  }
}

// Given alive, a customer of BG/NBD that leaves only with a purchase buys with the plain NBD's chance.
TEST(ProbabilityOfNoPurchase, AgreesWithTheDirectFormulaOfBgNbd) {
  for (const PurchaseHistory& h : kHistories) {
    const double hit =
        1 - std::pow((kBg.alpha + h.age_weeks) / (kBg.alpha + h.age_weeks + 13), kBg.r + h.repeats);
    EXPECT_NEAR(1 - *ProbabilityOfNoPurchase(kBg, h, 13), *ProbabilityAlive(kBg, h) * hit, 1e-13);
  }
}

// P(alive) and the chance of silence from the individual Pareto likelihood, integrated by Boost over the time
// of leaving: the integral that the 2F1 stands for.
TEST(ProbabilityOfNoPurchase, AgreesWithTheIntegralOfParetoNbd) {
  for (const PurchaseHistory& h : kHistories) {
    const auto weight = [&](double t) {
      return std::exp(-(kPareto.r + h.repeats) * std::log(kPareto.alpha + t) -
                      kPareto.s * std::log(kPareto.beta + t));
    };
    const auto likelihood = [&](double age) {
      const auto leaving = [&](double t) { return kPareto.s / (kPareto.beta + t) * weight(t); };
      return weight(age) + boost::math::quadrature::gauss_kronrod<double, 61>::integrate(
                               leaving, h.recency_weeks, age, 15, 1e-14);
    };
    EXPECT_NEAR(*ProbabilityAlive(kPareto, h), weight(h.age_weeks) / likelihood(h.age_weeks), 1e-12);
    EXPECT_NEAR(*ProbabilityOfNoPurchase(kPareto, h, 13),
                likelihood(h.age_weeks + 13) / likelihood(h.age_weeks), 1e-12);
  }
}

// Fader, Hardie, Lee (2005) eq. 10, its 2F1 by Boost.
TEST(ExpectedPurchases, AgreesWithTheClosedFormOfBgNbd) {
  for (const PurchaseHistory& h : kHistories) {
    const double x = h.repeats, t = 26, past = kBg.alpha + h.age_weeks;
    const double f =
        boost::math::hypergeometric_pFq({kBg.r + x, kBg.b + x}, {kBg.a + kBg.b + x - 1}, t / (past + t));
    const double closed =
        (kBg.a + kBg.b + x - 1) / (kBg.a - 1) * (1 - std::pow(past / (past + t), kBg.r + x) * f);
    const double expected = *ProbabilityAlive(kBg, h) * closed;
    EXPECT_NEAR(*ExpectedPurchases(kBg, h, {.weeks = t}), expected, 1e-11 * expected + 1e-300);
  }
}

// Schmittlein et al. (1987) eq. 25.
TEST(ExpectedPurchases, AgreesWithTheClosedFormOfParetoNbd) {
  for (const PurchaseHistory& h : kHistories) {
    for (const double t : {.1, 26., 520.}) {
      const double staying = (kPareto.beta + h.age_weeks) / (kPareto.beta + h.age_weeks + t);
      const double closed = (kPareto.r + h.repeats) * (kPareto.beta + h.age_weeks) /
                            ((kPareto.alpha + h.age_weeks) * (kPareto.s - 1)) *
                            (1 - std::pow(staying, kPareto.s - 1));
      EXPECT_NEAR(*ExpectedPurchases(kPareto, h, {.weeks = t}), *ProbabilityAlive(kPareto, h) * closed,
                  1e-12 * closed);
    }
  }
}

TEST(ExpectedPurchases, HasNoPoleAtOne) {
  const double below = *ExpectedPurchases(BgNbd{.243, 4.414, 1 - 1e-9, 2.426}, kTwice, {.weeks = 39});
  const double at = *ExpectedPurchases(BgNbd{.243, 4.414, 1, 2.426}, kTwice, {.weeks = 39});
  EXPECT_NEAR(below, at, 1e-8);
  const double pareto_below = *ExpectedPurchases(ParetoNbd{.5, 10, 1 - 1e-9, 12}, kTwice, {.weeks = 39});
  EXPECT_NEAR(pareto_below, *ExpectedPurchases(ParetoNbd{.5, 10, 1, 12}, kTwice, {.weeks = 39}), 1e-8);
}

// The two ways to the beta mean meet where the one hands over to the other (a + b - r = -9).
TEST(ExpectedPurchases, IsSmoothWhereTheSeriesChanges) {
  for (const PurchaseHistory& h : kHistories) {
    const double one = *ExpectedPurchases(BgNbd{12 - 1e-9, 20, 1, 2}, h, {.weeks = 39});
    const double other = *ExpectedPurchases(BgNbd{12 + 1e-9, 20, 1, 2}, h, {.weeks = 39});
    EXPECT_NEAR(one, other, 1e-8 * one);
  }
}

TEST(ExpectedPurchases, WithoutDiscountOfNbdIsRateTimesTime) {
  EXPECT_NEAR(*ExpectedPurchases(kNbd, kTwice, {.weeks = 39}), (kNbd.r + 2) / (kNbd.alpha + 38.86) * 39,
              1e-12);
}

// Discounting by parts: the integral of the undiscounted expectation, by Boost.
TEST(ExpectedPurchases, DiscountsTheIncrements) {
  for (const PurchaseModel& model : kModels) {
    for (const double weeks : {52., 260., 521.}) {
      const auto discounted = [&](double t) {
        return kDiscount * std::exp(-kDiscount * t) * *ExpectedPurchases(model, kTwice, {.weeks = t});
      };
      const double rest =
          boost::math::quadrature::gauss_kronrod<double, 31>::integrate(discounted, 1e-9, weeks, 5, 1e-11);
      const double whole =
          rest + std::exp(-kDiscount * weeks) * *ExpectedPurchases(model, kTwice, {.weeks = weeks});
      EXPECT_NEAR(*ExpectedPurchases(model, kTwice, {weeks, kDiscount}), whole, 1e-8 * whole);
    }
  }
}

// Fader, Hardie, Lee (2005) eq. 9 and Schmittlein et al. (1987) eq. 16.
TEST(ExpectedPurchasesOfNewcomer, AgreesWithThePapers) {
  const double t = 39;
  const double f = boost::math::hypergeometric_pFq({kBg.r, kBg.b}, {kBg.a + kBg.b - 1}, t / (kBg.alpha + t));
  const double bg =
      (kBg.a + kBg.b - 1) / (kBg.a - 1) * (1 - std::pow(kBg.alpha / (kBg.alpha + t), kBg.r) * f);
  EXPECT_NEAR(*ExpectedPurchasesOfNewcomer(kBg, {.weeks = t}), bg, 1e-12);
  const double pareto = kPareto.r * kPareto.beta / (kPareto.alpha * (kPareto.s - 1)) *
                        (1 - std::pow(kPareto.beta / (kPareto.beta + t), kPareto.s - 1));
  EXPECT_NEAR(*ExpectedPurchasesOfNewcomer(kPareto, {.weeks = t}), pareto, 1e-12);
}

TEST(Predictions, RefuseHistoriesThatCannotBe) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  for (const PurchaseHistory& h : {PurchaseHistory{-1, 0, 1},
                                   {2, 5, 4},
                                   {2, -1, 4},
                                   {0, 1, 4},
                                   {1, nan, 4},
                                   {1, 1, nan},
                                   {1, 1, infinite}}) {
    EXPECT_EQ(ReasonOf(ProbabilityAlive(kBg, h).status()), "HISTORY_OUT_OF_ORDER");
    EXPECT_EQ(ReasonOf(LogLikelihood(kPareto, h).status()), "HISTORY_OUT_OF_ORDER");
    EXPECT_EQ(ReasonOf(ExpectedPurchases(kMbg, h, {.weeks = 1}).status()), "HISTORY_OUT_OF_ORDER");
    EXPECT_EQ(ReasonOf(ProbabilityOfNoPurchase(kNbd, h, 1).status()), "HISTORY_OUT_OF_ORDER");
  }
}

TEST(Predictions, RefuseParametersAndHorizonsOutOfRange) {
  const auto parameter = [](const auto& answer) {
    EXPECT_EQ(ReasonOf(answer.status()), "MODEL_PARAMETER_INVALID");
    return FactsOf(answer.status())["parameter"];
  };
  EXPECT_EQ(parameter(ProbabilityAlive(BgNbd{.2, 4, 0, 2}, kTwice)), "a");
  EXPECT_EQ(parameter(ProbabilityAlive(ParetoNbd{.2, 4, 1, std::nan("")}, kTwice)), "beta");
  EXPECT_EQ(parameter(ExpectedPurchases(kBg, kTwice, {.weeks = 0})), "weeks");
  EXPECT_EQ(parameter(ExpectedPurchases(kBg, kTwice, {1, -1})), "weekly_discount");
  EXPECT_EQ(parameter(DiscountedResidualPurchases(kBg, kTwice, 0)), "weekly_discount");
}

PurchaseHistory RandomHistory(std::mt19937_64& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  const double age = std::exp(12 * unit(random) - 4), shape = unit(random);
  const int repeats = static_cast<int>(std::exp(9 * unit(random)) - 1);
  const double recency = repeats == 0 ? 0 : shape < .2 ? age : shape < .3 ? 0 : age * unit(random);
  return {repeats, recency, age};
}

// The family with as many of the numbers as it has parameters; a regularity of 1 to 4.
PurchaseModel ModelOf(ModelKind kind, std::vector<double> p, int i) {
  if (ParameterNames(kind)[0] == "k") p.insert(p.begin(), 1 + i % 4);
  p.resize(ParameterNames(kind).size());
  return *MakeModel(kind, p);
}

TEST(Predictions, AreNumbersInRangeForWhateverHistoryAndParameters) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> log_parameter(-9, 9), log_weeks(-3, 6.3);
  for (int i = 0; i < 1000; ++i) {
    std::vector<double> p(5);
    for (double& each : p) each = std::exp(log_parameter(random) / (i % 3 + 1));
    const PurchaseHistory h = RandomHistory(random);
    const double weeks = std::exp(log_weeks(random));
    for (const ModelKind kind : AllModelKinds()) {
      const PurchaseModel model = ModelOf(kind, p, i);
      SCOPED_TRACE(testing::Message()
                   << NameOf(kind) << " " << p[0] << " " << p[1] << " " << p[2] << " " << p[3] << " x "
                   << h.repeats << " " << h.recency_weeks << " " << h.age_weeks);
      const double alive = *ProbabilityAlive(model, h), none = *ProbabilityOfNoPurchase(model, h, weeks);
      ASSERT_TRUE(alive >= 0 && alive <= 1) << alive;
      ASSERT_TRUE(none >= 0 && none <= 1) << none;
      ASSERT_TRUE(std::isfinite(*LogLikelihood(model, h)));
      const double expected = *ExpectedPurchases(model, h, {.weeks = weeks});
      ASSERT_TRUE(expected >= 0 && std::isfinite(expected)) << expected;
      // Nobody buys more often than a customer that never leaves: the rate's posterior mean times the time,
      // and one more where purchases are regular and the next is due.
      const bool regular = model.parameters.size() == 5 && ParameterNames(kind)[0] == "k";
      const double k = regular ? model.parameters[0] : 1, due = k > 1 ? 1 : 0;
      ASSERT_LE(expected, (p[0] / k + h.repeats + due) / (p[1] + h.age_weeks) * weeks * (1 + 1e-9) + due);
      // Markov: P(at least one) <= expected number.
      // The last digits of ln L, which goes like s b T where customers leave within seconds.
      const double exponent = kind == ModelKind::kGgompertzNbd ? p[2] * p[3] * (h.age_weeks + weeks) : 0;
      const double rounding = 1e-10 + 2e-15 * exponent;
      ASSERT_LE(1 - none, expected * (1 + 1e-5) + rounding);
    }
  }
}

}  // namespace
}  // namespace bestand::scoring
