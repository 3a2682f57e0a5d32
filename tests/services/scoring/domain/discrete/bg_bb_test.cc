#include "services/scoring/domain/discrete/bg_bb.h"

#include <gtest/gtest.h>

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

using boost::math::beta;

constexpr BgBb kDonations{1.204, .750, .657, 2.783};

// As printed in the paper: beta functions, and the sum over when the customer may have left.
double PrintedLikelihood(const BgBb& m, const OpportunityHistory& h) {
  const int x = h.purchases, t = h.last, n = h.opportunities;
  const double scale = beta(m.alpha, m.beta) * beta(m.gamma, m.delta);
  double sum = beta(m.alpha + x, m.beta + n - x) * beta(m.gamma, m.delta + n);
  for (int i = 0; i < n - t; ++i) {
    sum += beta(m.alpha + x, m.beta + t - x + i) * beta(m.gamma + 1, m.delta + t + i);
  }
  return sum / scale;
}

double PrintedAlive(const BgBb& m, const OpportunityHistory& h) {
  const int x = h.purchases, n = h.opportunities;
  return beta(m.alpha + x, m.beta + n - x) / beta(m.alpha, m.beta) * beta(m.gamma, m.delta + n + 1) /
         beta(m.gamma, m.delta) / PrintedLikelihood(m, h);
}

// Eq. 13, closed with gamma functions; has a pole at gamma = 1.
double PrintedExpectation(const BgBb& m, const OpportunityHistory& h, int ahead) {
  const int x = h.purchases, n = h.opportunities;
  const auto ratio = [&](double later) {
    return std::exp(std::lgamma(1 + m.delta + later) - std::lgamma(m.gamma + m.delta + later));
  };
  return beta(m.alpha + x + 1, m.beta + n - x) / beta(m.alpha, m.beta) / PrintedLikelihood(m, h) * m.delta /
         (m.gamma - 1) * (ratio(n) - ratio(n + ahead)) / ratio(0);
}

const BgBb kModels[] = {kDonations, {.05, 3, .2, .4}, {40, 25, 7, 300}, {2, 2, 1.5, 1}};
const OpportunityHistory kHistories[] = {{0, 0, 0}, {0, 0, 6}, {1, 1, 6}, {4, 5, 6}, {6, 6, 6}, {3, 20, 40}};

TEST(BgBb, HasThePrintedLikelihood) {
  for (const BgBb& model : kModels) {
    for (const auto& h : kHistories) {
      EXPECT_NEAR(*LogLikelihood(model, h), std::log(PrintedLikelihood(model, h)), 1e-11);
    }
  }
}

TEST(BgBb, HasThePrintedPredictions) {
  for (const BgBb& model : kModels) {
    for (const auto& h : kHistories) {
      const double alive = PrintedAlive(model, h), expected = PrintedExpectation(model, h, 5);
      EXPECT_NEAR(*ProbabilityAlive(model, h), alive, 1e-11 * alive);
      EXPECT_NEAR(*ExpectedPurchases(model, h, 5), expected, 1e-8 * expected);
    }
  }
}

// Fader, Hardie, Shang (2010), section 4, and the manual of the R package BTYD for the same data.
TEST(BgBb, HasThePublishedFiguresOfTheDonations) {
  const BgBb model{1.2035, .7497, .6567, 2.7834};
  EXPECT_NEAR(*ExpectedPurchases(model, {0, 0, 0}, 10), 3.1799, 1e-3);
  EXPECT_NEAR(*ExpectedPurchases(model, {0, 0, 6}, 10), .1302, 1e-4);
  EXPECT_NEAR(*ExpectedPurchases(model, {4, 5, 6}, 10), 3.6279, 1e-3);
  EXPECT_NEAR(*ExpectedPurchases(model, {6, 6, 6}, 5), 3.75, .005);
  EXPECT_NEAR(*ProbabilityAlive(model, {6, 6, 6}), .93, .005);
}

// Every order in which eight opportunities may be used happens with the likelihood's probability.
TEST(BgBb, GivesAllCoursesTogetherProbabilityOne) {
  double sum = 0;
  for (int course = 0; course < 256; ++course) {
    OpportunityHistory h{0, 0, 8};
    for (int t = 1; t <= 8; ++t) {
      if (course >> (t - 1) & 1) ++h.purchases, h.last = t;
    }
    sum += std::exp(*LogLikelihood(kDonations, h));
  }
  EXPECT_NEAR(sum, 1, 1e-13);
}

TEST(BgBb, BuysAgainByTheLikelihoodRatio) {
  for (const auto& h : kHistories) {
    for (const int ahead : {0, 1, 7, 60}) {
      const OpportunityHistory later{h.purchases, h.last, h.opportunities + ahead};
      const double ratio = std::exp(*LogLikelihood(kDonations, later) - *LogLikelihood(kDonations, h));
      EXPECT_NEAR(*ProbabilityBuysAgain(kDonations, h, ahead), 1 - ratio, 1e-13);
    }
  }
}

TEST(BgBb, DiscountsByTheCalendarNotByTheOpportunity) {
  for (const double per_year : {1., 4., 12.}) {
    double sum = 0, before = 0;
    for (int ahead = 1; ahead <= 6000; ++ahead) {
      const double until = *ExpectedPurchases(kDonations, {4, 5, 6}, ahead);
      sum += std::pow(1.1, -ahead / per_year) * (until - before);
      before = until;
    }
    EXPECT_NEAR(*DiscountedResidualPurchases(kDonations, {4, 5, 6}, {.10, per_year}), sum, 1e-9 * sum);
  }
}

TEST(BgBb, BearsThousandsOfOpportunities) {
  for (const BgBb& model : kModels) {
    for (const OpportunityHistory& h :
         {OpportunityHistory{10000, 10000, 10000}, {1, 1, 10000}, {0, 0, 10000}, {5000, 5000, 10000}}) {
      EXPECT_TRUE(std::isfinite(*LogLikelihood(model, h)));
      const double alive = *ProbabilityAlive(model, h);
      EXPECT_TRUE(alive >= 0 && alive <= 1) << alive;
      const double buys = *ProbabilityBuysAgain(model, h, 10000);
      EXPECT_TRUE(buys >= 0 && buys <= 1) << buys;
    }
  }
  EXPECT_LT(*ProbabilityAlive(kModels[2], {5000, 5000, 10000}), 1e-20);
}

TEST(BgBb, FallsWithSilence) {
  for (int n = 5; n < 30; ++n) {
    EXPECT_GT(*ProbabilityAlive(kDonations, {4, 5, n}), *ProbabilityAlive(kDonations, {4, 5, n + 1}));
  }
}

TEST(BgBb, RefusesWhatCannotBe) {
  for (const OpportunityHistory& h : {OpportunityHistory{-1, 0, 6},
                                      {0, 3, 6},
                                      {4, 3, 6},
                                      {1, 7, 6},
                                      {0, 0, -1},
                                      {0, 0, kMostOpportunities + 1}}) {
    EXPECT_EQ(ReasonOf(LogLikelihood(kDonations, h).status()), "HISTORY_OUT_OF_ORDER");
  }
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const BgBb& model : {BgBb{0, 1, 1, 1}, {1, -1, 1, 1}, {1, 1, nan, 1}, {1, 1, 1, 1 / 0.}}) {
    EXPECT_EQ(ReasonOf(ProbabilityAlive(model, {1, 1, 6}).status()), "MODEL_PARAMETER_INVALID");
  }
  EXPECT_EQ(ReasonOf(ExpectedPurchases(kDonations, {1, 1, 6}, -1).status()), "FIELD_INVALID");
  EXPECT_EQ(ReasonOf(ProbabilityBuysAgain(kDonations, {1, 1, 6}, 10001).status()), "FIELD_INVALID");
  for (const double rate : {-1.5, 0., 11., nan}) {
    EXPECT_EQ(ReasonOf(DiscountedResidualPurchases(kDonations, {1, 1, 6}, {rate, 1}).status()),
              "FIELD_INVALID");
  }
  EXPECT_EQ(ReasonOf(DiscountedResidualPurchases(kDonations, {1, 1, 6}, {.1, 0}).status()), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::scoring
