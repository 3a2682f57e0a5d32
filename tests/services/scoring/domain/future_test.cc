#include "services/scoring/domain/future.h"

#include <gtest/gtest.h>

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>

#include "common/error/error.h"
#include "services/scoring/domain/models/model_family.h"

namespace bestand::scoring {
namespace {

const std::vector<PurchaseModel> kModels{
    BgNbd{.243, 4.414, .793, 2.426},       MbgNbd{.525, 6.183, .891, 1.614},
    ParetoNbd{.553, 10.578, .606, 11.669}, Nbd{.38, 12},
    GgompertzNbd{.8, 6, .05, .7, .5},      BgCnbdK{3, 1.6, 4.4, .8, 2.4},
    MbgCnbdK{2, 1.2, 6.2, .9, 1.6}};
const std::vector<PurchaseHistory> kHistories{{2, 30.43, 38.86}, {0, 0, 38.86}, {29, 38, 38.86}, {0, 0, 0}};

bool LeavesAtAnyTime(const PurchaseModel& model) {
  return KindOf(model) == ModelKind::kParetoNbd || KindOf(model) == ModelKind::kGgompertzNbd;
}

TEST(ProbabilityAliveAt, BeginsWithTodaysAndFalls) {
  for (const PurchaseModel& model : kModels) {
    for (const PurchaseHistory& h : kHistories) {
      double before = *ProbabilityAlive(model, h);
      EXPECT_EQ(*ProbabilityAliveAt(model, h, {0}), before);
      for (double weeks = 1; weeks < 600; weeks *= 2) {
        const double now = *ProbabilityAliveAt(model, h, {weeks});
        EXPECT_LE(now, before * (1 + 1e-12)) << NameOf(KindOf(model)) << " " << weeks;
        EXPECT_GE(now, 0);
        before = now;
        if (!LeavesAtAnyTime(model)) continue;  // in the others silence is no chance to leave
        EXPECT_LE(*ProbabilityAliveAt(model, h, {weeks, Until::kSilence}), now + 1e-12)
            << NameOf(KindOf(model)) << " " << weeks;
      }
    }
  }
}

TEST(ProbabilityAliveAt, AfterSilenceIsTheHistorySeenLater) {
  for (const PurchaseModel& model : kModels) {
    const PurchaseHistory later{2, 30.43, 58.86};
    EXPECT_EQ(*ProbabilityAliveAt(model, kHistories[0], {20, Until::kSilence}),
              *ProbabilityAlive(model, later));
    EXPECT_EQ(*ExpectedPurchasesFrom(model, kHistories[0], {20, Until::kSilence}, {.weeks = 13}),
              *ExpectedPurchases(model, later, {.weeks = 13}));
  }
}

TEST(ExpectedPurchasesFrom, AddUpToTheWholeTime) {
  for (const PurchaseModel& model : kModels) {
    for (const PurchaseHistory& h : kHistories) {
      const double discount = .002;
      double sum = 0;
      for (const double from : {0., 10., 20.}) {
        sum += std::exp(-discount * from) * *ExpectedPurchasesFrom(model, h, {from}, {10, discount});
      }
      const double whole = *ExpectedPurchases(model, h, {30, discount});
      EXPECT_NEAR(sum, whole, 1e-5 * whole) << NameOf(KindOf(model));
    }
  }
}

// The chance to stay of BG/NBD's customers by a mean over their chances to leave, and of Pareto/NBD's by its
// closed form.
TEST(ProbabilityAliveAt, AgreesWithTheMeanOverTheChancesToLeave) {
  const BgNbd m{.243, 4.414, .793, 2.426};
  const PurchaseHistory h{2, 30.43, 38.86};
  const auto stays = [&](double p) {
    const double a = m.a, b = m.b + h.repeats;
    const double density = std::pow(p, a - 1) * std::pow(1 - p, b - 1) *
                           std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b));
    return density * std::pow(1 + p * 26 / (m.alpha + h.age_weeks), -(m.r + h.repeats));
  };
  const auto in_logs = [&](double u) { return stays(std::exp(u)) * std::exp(u); };
  const double mean =
      boost::math::quadrature::gauss_kronrod<double, 61>::integrate(in_logs, -60., -1e-12, 15, 1e-12);
  EXPECT_NEAR(*ProbabilityAliveAt(m, h, {26}), *ProbabilityAlive(m, h) * mean, 1e-8);
  const ParetoNbd pareto{.553, 10.578, .606, 11.669};
  EXPECT_NEAR(*ProbabilityAliveAt(pareto, h, {26}),
              *ProbabilityAlive(pareto, h) * std::pow((11.669 + 38.86) / (11.669 + 64.86), .606), 1e-14);
}

TEST(FutureDate, BeforeTheHistorysEndIsRefused) {
  for (const double weeks : {-1., std::numeric_limits<double>::infinity(), std::nan("")}) {
    const auto refused = ProbabilityAliveAt(kModels[0], kHistories[0], {weeks}).status();
    EXPECT_EQ(ReasonOf(refused), "MODEL_PARAMETER_INVALID");
    EXPECT_EQ(FactsOf(refused)["parameter"], "date");
  }
  EXPECT_EQ(ReasonOf(ExpectedPurchasesFrom(kModels[0], kHistories[0], {5}, {.weeks = 0}).status()),
            "MODEL_PARAMETER_INVALID");
}

TEST(Horizon, OfTwoHundredYearsGivesNumbers) {
  const double weeks = 200 * kWeeksPerYear;
  for (const PurchaseModel& model : kModels) {
    for (const PurchaseHistory& h : kHistories) {
      const double expected = *ExpectedPurchases(model, h, {weeks, .002});
      EXPECT_TRUE(std::isfinite(expected) && expected >= 0) << NameOf(KindOf(model));
      EXPECT_LE(expected, *ExpectedPurchases(model, h, {.weeks = weeks}));
      EXPECT_GE(*ProbabilityOfNoPurchase(model, h, weeks), 0);
      EXPECT_TRUE(std::isfinite(*ProbabilityAliveAt(model, h, {weeks})));
    }
  }
}

TEST(CheckedWeeklyDiscount, RefusesRatesThatCannotBeByName) {
  EXPECT_NEAR(*CheckedWeeklyDiscount(.1) * kWeeksPerYear, std::log(1.1), 1e-15);
  for (const double rate : {-1., -1.5, -.01, 11., std::nan("")}) {
    const auto refused = CheckedWeeklyDiscount(rate).status();
    EXPECT_EQ(ReasonOf(refused), "MODEL_PARAMETER_INVALID");
    EXPECT_EQ(FactsOf(refused)["parameter"], "annual_discount");
  }
}

}  // namespace
}  // namespace bestand::scoring
