#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/likelihood.h"
#include "services/scoring/domain/models/ggompertz_nbd/sudden_leaving.h"
#include "services/scoring/domain/predictions.h"
#include "tests/services/scoring/domain/cdnow.h"
#include "tests/services/scoring/domain/simulation.h"

namespace bestand::scoring {
namespace {

const std::vector<GgompertzNbd> kWorlds{{.553, 10.578, .0002, .606, .002334},
                                        {.8, 6, .05, .7, .5},
                                        {1.2, 9, .1, 2, 400},
                                        {.5, 8, 3, .02, 1e6},
                                        {2, 5, .4, 6, .01}};
const std::vector<PurchaseHistory> kHistories{{2, 30.43, 38.86}, {1, 1.71, 38.86}, {0, 0, 38.86},
                                              {29, 38, 38.86},   {5, 3, 150},      {300, 99, 100}};

// ln of the chance to be a customer still at t.
double LogStay(const GgompertzNbd& m, double t) {
  const double far = m.b * t;
  const double clock = far < 30 ? std::log1p(std::expm1(far) / m.beta)
                                : far + std::log1p((m.beta - 1) * std::exp(-far)) - std::log(m.beta);
  return -m.s * clock;
}

// The likelihood as in the paper, integrated by Boost over the time of leaving, relative to that of alive at
// t_x.
double Likelihood(const GgompertzNbd& m, const PurchaseHistory& h, double age) {
  const double from = h.recency_weeks;
  const auto silent = [&](double t) {
    return -(m.r + h.repeats) * std::log((m.alpha + t) / (m.alpha + from));
  };
  const auto leaving = [&](double t) {
    const double hazard = m.s * m.b / (1 + (m.beta - 1) * std::exp(-m.b * t));
    return hazard * std::exp(silent(t) + LogStay(m, t) - LogStay(m, from));
  };
  const double left =
      boost::math::quadrature::gauss_kronrod<double, 61>::integrate(leaving, from, age, 18, 1e-14);
  return left + std::exp(silent(age) + LogStay(m, age) - LogStay(m, from));
}

TEST(GgompertzNbd, AgreesWithTheIntegralOfThePaper) {
  for (const GgompertzNbd& m : kWorlds) {
    for (const PurchaseHistory& h : kHistories) {
      SCOPED_TRACE(testing::Message()
                   << m.b << " " << m.beta << " x " << h.repeats << " " << h.recency_weeks);
      const double now = Likelihood(m, h, h.age_weeks);
      const double alive =
          std::exp(-(m.r + h.repeats) * std::log((m.alpha + h.age_weeks) / (m.alpha + h.recency_weeks)) +
                   LogStay(m, h.age_weeks) - LogStay(m, h.recency_weeks));
      EXPECT_NEAR(*ProbabilityAlive(m, h), alive / now, 1e-10);
      EXPECT_NEAR(*ProbabilityOfNoPurchase(m, h, 13), Likelihood(m, h, h.age_weeks + 13) / now, 1e-10);
    }
  }
}

// On panels far narrower than any that the parameters call for.
double LeavesSilentlyInSmallSteps(const Ahead& ahead) {
  const auto rate = [&](double t) {
    const double gone = -std::expm1(-ahead.b * t), q = ahead.c * (1 - gone) + gone;
    return ahead.s * ahead.b / q * std::exp(-ahead.count * std::log1p(t / ahead.past) - ahead.Leaving(t));
  };
  const double step = 1e-3 * std::min(ahead.past / (ahead.count + 1), 1 / ahead.b);
  double sum = 0, to = 0;
  for (double from = 0; ahead.count * std::log1p(from / ahead.past) + ahead.Leaving(from) < 42; from = to) {
    to = from + std::max(.3 * from, step);
    sum += boost::math::quadrature::gauss_kronrod<double, 31>::integrate(rate, from, to, 0);
  }
  return sum;
}

TEST(GgompertzNbd, LeavesSilentlyAsInSmallStepsForWhateverParameters) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> unit(0, 1);
  const auto between = [&](double low, double high) { return std::exp(low + (high - low) * unit(random)); };
  const double forever = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 500; ++i) {
    const Ahead ahead{between(-2, 5), between(-1, 5), between(-2, 2), between(-6, 1), between(-4, 6)};
    ASSERT_NEAR(LeavesSilently(ahead, forever, 0).value, LeavesSilentlyInSmallSteps(ahead), 1e-11)
        << ahead.count << " " << ahead.past << " " << ahead.s << " " << ahead.b << " " << ahead.c;
  }
}

TEST(GgompertzNbd, ExpectsTheIntegralOfRateAndStay) {
  for (const GgompertzNbd& m : kWorlds) {
    for (const PurchaseHistory& h : kHistories) {
      const auto rate = [&](double t) {
        return (m.r + h.repeats) / (m.alpha + h.age_weeks) *
               std::exp(LogStay(m, h.age_weeks + t) - LogStay(m, h.age_weeks) - .002 * t);
      };
      const double living =
          boost::math::quadrature::gauss_kronrod<double, 61>::integrate(rate, 0., 39., 18, 1e-14) +
          boost::math::quadrature::gauss_kronrod<double, 61>::integrate(rate, 39., 520., 18, 1e-14);
      const double expected = *ProbabilityAlive(m, h) * living;
      EXPECT_NEAR(*ExpectedPurchases(m, h, {520, .002}), expected, 1e-10 * expected);
    }
  }
}

TEST(GgompertzNbd, IsParetoNbdWhenNobodyAges) {
  const ParetoNbd pareto{.553, 10.578, .606, 11.669};
  const double b = 1e-8;
  const GgompertzNbd same{.553, 10.578, b, .606, 11.669 * b};
  for (const PurchaseHistory& h : kHistories) {
    EXPECT_NEAR(*ProbabilityAlive(same, h), *ProbabilityAlive(pareto, h), 1e-6);
    EXPECT_NEAR(*LogLikelihood(same, h), *LogLikelihood(pareto, h), 1e-5);
    const double expected = *ExpectedPurchases(pareto, h, {.weeks = 39});
    EXPECT_NEAR(*ExpectedPurchases(same, h, {.weeks = 39}), expected, 1e-5 * expected);
  }
}

// Bemmaor and Glady's gain over Pareto/NBD is none on CDNOW: the fit runs to b = 0, where the two are one.
TEST(GgompertzNbd, CollapsesToParetoNbdOnCdnow) {
  const auto histories = *Compress(ReadCdnow().histories);
  const auto fit = FitModel(ModelKind::kGgompertzNbd, histories);
  ASSERT_TRUE(fit.ok()) << fit.status();
  const auto p = ParametersOf(fit->model);
  EXPECT_NEAR(fit->log_likelihood, -9594.973930, .001);
  EXPECT_LT(fit->gradient, 1e-8);
  EXPECT_FALSE(fit->dropout_identified);
  EXPECT_NEAR(p[4] / p[2], 11.668, .1);
}

// Customers who age within a year: then b and beta are identified.
TEST(GgompertzNbd, IsRecoveredWithinThreeStandardErrors) {
  const GgompertzNbd truth{1.5, 8, .06, 1.2, 6};
  const auto fit = FitModel(ModelKind::kGgompertzNbd, *Compress(Simulation(29, 200).Draw(truth, 3000)));
  ASSERT_TRUE(fit.ok()) << fit.status();
  const auto found = ParametersOf(fit->model), expected = ParametersOf(truth);
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i], expected[i], 3 * fit->standard_errors[i]) << i;
  }
  EXPECT_TRUE(fit->dropout_identified);
  EXPECT_LT(fit->standard_errors[2], .03);
}

// Customers whose leaving has set in long ago, seen far ahead: a panel is then as long as the time itself.
TEST(GgompertzNbd, LooksFarAheadHoweverFastItsClock) {
  const GgompertzNbd m{.25, 57, 2414, 1.4e-4, 3};
  const PurchaseHistory h{0, 0, .26};
  const double weeks = 200 * kWeeksPerYear;
  const double clock = m.s * m.b;  // the rate of leaving then
  const double expected = m.r / (m.alpha + h.age_weeks) * -std::expm1(-clock * weeks) / clock;
  EXPECT_NEAR(*ExpectedPurchases(m, h, {.weeks = weeks}), *ProbabilityAlive(m, h) * expected, 1e-9);
}

}  // namespace
}  // namespace bestand::scoring
