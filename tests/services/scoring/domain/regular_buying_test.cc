#include "services/scoring/domain/models/regular_buying.h"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <random>

#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/likelihood.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"
#include "tests/services/scoring/domain/simulation.h"

namespace bestand::scoring {
namespace {

const std::vector<PurchaseHistory> kHistories{{2, 30.43, 38.86}, {1, 1.71, 38.86}, {0, 0, 38.86},
                                              {29, 38, 38.86},   {5, 3, 150},      {0, 0, 0}};

void ExpectTheSame(const PurchaseModel& regular, const PurchaseModel& poisson, const PurchaseHistory& h) {
  EXPECT_EQ(*LogLikelihood(regular, h), *LogLikelihood(poisson, h));
  EXPECT_EQ(*ProbabilityAlive(regular, h), *ProbabilityAlive(poisson, h));
  EXPECT_EQ(*ProbabilityOfNoPurchase(regular, h, 13), *ProbabilityOfNoPurchase(poisson, h, 13));
  EXPECT_EQ(*ExpectedPurchases(regular, h, {39, .002}), *ExpectedPurchases(poisson, h, {39, .002}));
}

TEST(RegularBuying, WithRegularityOneIsThePoissonFamilyToTheBit) {
  for (const PurchaseHistory& h : kHistories) {
    ExpectTheSame(BgCnbdK{1, .243, 4.414, .793, 2.426}, BgNbd{.243, 4.414, .793, 2.426}, h);
    ExpectTheSame(MbgCnbdK{1, .525, 6.183, .891, 1.614}, MbgNbd{.525, 6.183, .891, 1.614}, h);
  }
  const auto cdnow = *Compress(ReadCdnow().histories);
  const Eigen::Vector4d at(-.5, 2.6, -.2, 1.3);
  const auto regular = MeanLogLikelihood(ModelKind::kMbgCnbdK, cdnow, 1)(at, true);
  const auto poisson = MeanLogLikelihood(ModelKind::kMbgNbd, cdnow, 1)(at, true);
  EXPECT_EQ(regular.value, poisson.value);
  EXPECT_EQ(regular.hessian, poisson.hessian);
}

// The likelihood of (x, t_x) given the rate, from the Erlang distribution's own density and tail, integrated
// over the rates; less t_x^(x-1) / Gamma(x).
double Likelihood(const MbgCnbdK& m, const PurchaseHistory& h, double age) {
  const double x = h.repeats, n = x + 1;
  const double stay =
      std::exp(std::lgamma(m.b + n) - std::lgamma(m.b) + std::lgamma(m.a + m.b) - std::lgamma(m.a + m.b + n));
  const double gone_now = m.a / (m.b + n - 1);
  const auto of_rate = [&](double rate) {
    const double prior = boost::math::gamma_p_derivative(m.r, rate * m.alpha) * m.alpha;
    const double events = m.k * x;
    const double density =
        x == 0 ? 1 : boost::math::gamma_p_derivative(events, rate * h.recency_weeks) * rate;
    const double silent =
        age > h.recency_weeks ? boost::math::gamma_q(m.k, rate * (age - h.recency_weeks)) : 1;
    return prior * density * (silent + gone_now);
  };
  double sum = 0, from = 1e-12;
  for (double to : {1e-6, 1e-3, 1e-2, .03, .1, .3, 1., 3., 10., 40.}) {
    sum += boost::math::quadrature::gauss_kronrod<double, 31>::integrate(of_rate, from, to, 4, 1e-12);
    from = to;
  }
  const double left_out = x == 0 ? 1 : std::exp((x - 1) * std::log(h.recency_weeks) - std::lgamma(x));
  return sum * stay / left_out;
}

TEST(RegularBuying, HasTheLikelihoodOfErlangTimes) {
  for (const double k : {2., 5.}) {
    const MbgCnbdK m{k, 1.6, 6.2, .9, 1.6};
    for (const PurchaseHistory& h :
         {PurchaseHistory{2, 30.43, 38.86}, {1, 1.71, 38.86}, {0, 0, 38.86}, {9, 30, 38.86}}) {
      SCOPED_TRACE(testing::Message() << k << " " << h.repeats);
      const double now = Likelihood(m, h, h.age_weeks);
      EXPECT_NEAR(*LogLikelihood(m, h), std::log(now), 1e-8);
      EXPECT_NEAR(*ProbabilityOfNoPurchase(m, h, 13), Likelihood(m, h, h.age_weeks + 13) / now, 1e-8);
    }
  }
}

// Somebody who just bought, by the sum over purchases of the chance that the n-th comes in time and finds a
// customer.
TEST(RegularBuying, ExpectsPurchasesAsTheSumOverPurchases) {
  const BgCnbdK m{3, 1.6, 6.2, .9, 1.6};
  const double weeks = 26;
  double expected = 0, stay = 1;
  for (int n = 1; n < 200; ++n) {
    const auto comes = [&](double rate) {
      return boost::math::gamma_p_derivative(m.r, rate * m.alpha) * m.alpha *
             boost::math::gamma_p(m.k * n, rate * weeks);
    };
    double chance = 0, from = 1e-9;
    for (double to : {.01, .1, .3, 1., 3., 10.}) {
      chance += boost::math::quadrature::gauss_kronrod<double, 31>::integrate(comes, from, to, 6, 1e-12);
      from = to;
    }
    expected += stay * chance;
    stay *= (m.b + n - 1) / (m.a + m.b + n - 1);
  }
  EXPECT_NEAR(*ExpectedPurchasesOfNewcomer(m, {.weeks = weeks}), expected, 1e-8 * expected);
}

TEST(RegularBuying, DiscountsSmoothly) {
  const BgCnbdK m{4, 2.4, 3, .6, 4};
  for (const PurchaseHistory& h : kHistories) {
    double sum = 0, before = 0;
    const double step = .25, discount = .004;
    for (double t = step; t <= 104; t += step) {
      const double now = *ExpectedPurchases(m, h, {.weeks = t});
      sum += std::exp(-discount * (t - step / 2)) * (now - before);
      before = now;
    }
    EXPECT_NEAR(*ExpectedPurchases(m, h, {104, discount}), sum, 2e-6 * sum + 1e-300);
  }
}

TEST(RegularBuying, CountsVeryManyEventsAsItSumsMany) {
  const PurchaseHistory busy{900, 90, 91};
  const MbgCnbdK m{4, 2.4, 3, 1, 400};
  const double few = *ExpectedPurchases(m, busy, {.weeks = 46.9});  // summed: 19,990 events and less
  const double many = *ExpectedPurchases(m, busy, {.weeks = 470});  // not
  EXPECT_GT(many, few);
  const double less = *ExpectedPurchases(m, busy, {.weeks = 469.9});
  EXPECT_LT(less, many);
  double low = 300, high = 500;  // where the one hands over to the other there is no step
  for (double weeks = low; weeks < high; weeks += 2) {
    const double now = *ExpectedPurchases(m, busy, {weeks}), next = *ExpectedPurchases(m, busy, {weeks + 2});
    EXPECT_GT(next, now);
    EXPECT_LT(next / now, 1 + 3 / weeks);
  }
}

class RegularWorld : public testing::TestWithParam<PurchaseModel> {};

TEST_P(RegularWorld, IsRecoveredWithItsRegularity) {
  const PurchaseModel& truth = GetParam();
  const auto drawn = Simulation(17, 150).Draw(truth, 5000);
  const auto fit = FitModel(KindOf(truth), *Compress(drawn));
  ASSERT_TRUE(fit.ok()) << fit.status();
  const auto found = ParametersOf(fit->model), expected = ParametersOf(truth);
  EXPECT_EQ(found[0], expected[0]);
  EXPECT_EQ(fit->standard_errors[0], 0);
  for (size_t i = 1; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], 4 * fit->standard_errors[i]) << i;
  }
}

// What the model expects of the customers it was drawn from, and what they did.
TEST_P(RegularWorld, BehavesAsExpected) {
  const PurchaseModel& truth = GetParam();
  const auto drawn = Simulation(5, 21).Draw(truth, 4000);
  double expected = 0, actual = 0, squares = 0;
  for (const PurchaseHistory& h : drawn) {
    expected += *ExpectedPurchasesOfNewcomer(truth, {.weeks = h.age_weeks});
    actual += h.repeats;
    squares += h.repeats * h.repeats;
  }
  EXPECT_NEAR(actual, expected, 4 * std::sqrt(squares));
}

INSTANTIATE_TEST_SUITE_P(Scoring, RegularWorld,
                         testing::Values(BgCnbdK{3, 2, 5, .7, 2.5}, MbgCnbdK{2, 1.2, 4, .7, 2.5},
                                         MbgCnbdK{1, .8, 8, .7, 2.5}));

TEST(RegularBuying, IsNotFoundOnCdnow) {
  const auto fit = FitModel(ModelKind::kMbgCnbdK, *Compress(ReadCdnow().histories));
  ASSERT_TRUE(fit.ok()) << fit.status();
  EXPECT_EQ(ParametersOf(fit->model)[0], 1);
  EXPECT_NEAR(fit->log_likelihood, -9582.132685, 1e-5);
}

TEST(CheckModel, RefusesARegularityThatIsNone) {
  EXPECT_FALSE(CheckModel(BgCnbdK{1.5, 1, 1, 1, 1}).ok());
  EXPECT_FALSE(CheckModel(BgCnbdK{9, 1, 1, 1, 1}).ok());
  EXPECT_TRUE(CheckModel(BgCnbdK{8, 1, 1, 1, 1}).ok());
}

TEST(WheatMorrisonRegularity, FindsTheRegularityOfErlangTimes) {
  std::mt19937_64 random(3);
  for (const double k : {1., 3., 6.}) {
    std::vector<PairOfGaps> pairs(20'000);
    for (auto& [first, second] : pairs) {
      const double rate = std::gamma_distribution<>(.5, 1)(random) + 1e-6;
      first = std::gamma_distribution<>(k, 1 / rate)(random);
      second = std::gamma_distribution<>(k, 1 / rate)(random);
    }
    EXPECT_NEAR(WheatMorrisonRegularity(pairs), k, .05 * k);
  }
  EXPECT_EQ(WheatMorrisonRegularity({}), 0);
}

}  // namespace
}  // namespace bestand::scoring
