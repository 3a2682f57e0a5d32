#include "services/scoring/domain/contracts/sbg.h"

#include <gtest/gtest.h>

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr Sbg kHighEnd{.668, 3.806}, kRegular{.704, 1.182};

TEST(Sbg, HasThePrintedSurvival) {
  for (const Sbg& model : {kHighEnd, kRegular, Sbg{30, 900}}) {
    for (const int t : {0, 1, 2, 7, 100}) {
      const double printed =
          boost::math::beta(model.alpha, model.beta + t) / boost::math::beta(model.alpha, model.beta);
      EXPECT_NEAR(Survival(model, t), printed, 1e-12 * printed);
    }
    double product = 1;
    for (int t = 1; t <= 50; ++t) EXPECT_NEAR(Survival(model, t), product *= RetentionRate(model, t), 1e-13);
  }
}

// Fader, Hardie (2007), figure 5: of the regular customers 63 % renew at first, 79 % at the second date.
TEST(Sbg, RetainsMoreOfThoseWhoStayed) {
  EXPECT_NEAR(RetentionRate(kRegular, 1), .627, .0005);
  EXPECT_NEAR(RetentionRate(kRegular, 2), .756, .0005);
  for (int t = 1; t < 30; ++t) EXPECT_LT(RetentionRate(kRegular, t), RetentionRate(kRegular, t + 1));
}

// The sum that the series closes: survival given that it lives, discounted.
double Summed(const Sbg& model, const ContractStanding& standing, const LifetimeTerms& terms, int periods) {
  double sum = 0;
  for (int j = periods; j >= 1; --j) {
    const double years = (standing.periods_to_renewal + j - 1) / terms.periods_per_year;
    sum += Survival(model, standing.renewals + j) / Survival(model, standing.renewals) *
           std::pow(1 + terms.annual_discount, -years);
  }
  return sum;
}

TEST(DiscountedResidualPeriods, ClosesTheSum) {
  for (const Sbg& model : {kHighEnd, kRegular, Sbg{30, 900}, Sbg{.01, .02}}) {
    for (const ContractStanding& standing : {ContractStanding{0, 1}, {0, 0}, {3, .25}, {40, 1}}) {
      const LifetimeTerms yearly{.10, 1, std::nullopt}, monthly{.10, 12, std::nullopt};
      const double years = Summed(model, standing, yearly, 600),
                   months = Summed(model, standing, monthly, 6000);
      EXPECT_NEAR(*DiscountedResidualPeriods(model, standing, yearly), years, 1e-12 * years);
      EXPECT_NEAR(*DiscountedResidualPeriods(model, standing, monthly), months, 1e-11 * months);
      const double five = Summed(model, standing, {.10, 12, 5}, standing.periods_to_renewal == 1 ? 59 : 60);
      EXPECT_NEAR(*DiscountedResidualPeriods(model, standing, {.10, 12, 5}), five, 1e-12 * five);
    }
  }
}

TEST(DiscountedResidualPeriods, CountsThePeriodsThatBeginWithinTheHorizon) {
  const Sbg sure{1e-9, 1e9};
  const auto periods = [&](double wait, double per_year, double years) {
    return std::lround(*DiscountedResidualPeriods(sure, {0, wait}, {0, per_year, years}));
  };
  EXPECT_EQ(periods(1, 1, 5), 4);  // after 1, 2, 3, 4 years; that after 5 is beyond
  EXPECT_EQ(periods(0, 1, 5), 5);
  EXPECT_EQ(periods(.5, 1, 5), 5);
  EXPECT_EQ(periods(.5, 12, 1), 12);
  EXPECT_EQ(periods(1, 1, 0), 0);
  EXPECT_EQ(periods(0, 1, 0), 0);
  EXPECT_EQ(periods(1, 12, .05), 0);
}

TEST(ExpectedResidualPeriods, HasNoEndWhereAFewStayForEver) {
  const LifetimeTerms for_ever{0, 1, std::nullopt};
  EXPECT_EQ(*ExpectedResidualPeriods(kRegular, {0, 1}, for_ever), std::nullopt);
  const Sbg heavy{3, 5};
  double sum = 0;
  for (int j = 200000; j >= 1; --j) sum += Survival(heavy, 2 + j) / Survival(heavy, 2);
  EXPECT_NEAR(**ExpectedResidualPeriods(heavy, {2, 1}, for_ever), sum, 1e-6 * sum);
  EXPECT_NEAR(**ExpectedResidualPeriods(kRegular, {0, 1}, {0, 1, 7}), Summed(kRegular, {0, 1}, {0, 1, 7}, 6),
              1e-12);
}

TEST(MedianResidualRenewals, IsWhereHalfHaveLeft) {
  EXPECT_EQ(MedianResidualRenewals(kRegular, {0, 1}), 2);  // 631 of 1000 after one year, 468 after two
  const int median = MedianResidualRenewals(kHighEnd, {0, 1});
  EXPECT_LE(Survival(kHighEnd, median), .5);
  EXPECT_GT(Survival(kHighEnd, median - 1), .5);
  EXPECT_GT(MedianResidualRenewals(kHighEnd, {5, 1}), median);
  EXPECT_EQ(MedianResidualRenewals({1e-9, 1e9}, {0, 1}), 100000);
}

TEST(Sbg, RefusesWhatCannotBe) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto reason = [](const Sbg& model, const ContractStanding& standing, const LifetimeTerms& terms) {
    return ReasonOf(DiscountedResidualPeriods(model, standing, terms).status());
  };
  for (const Sbg& model : {Sbg{0, 1}, {1, -2}, {nan, 1}, {1, 1 / 0.}}) {
    EXPECT_EQ(reason(model, {0, 1}, {}), "MODEL_PARAMETER_INVALID");
  }
  for (const ContractStanding& standing : {ContractStanding{-1, 1}, {20000, 1}, {0, -.1}, {0, nan}}) {
    EXPECT_EQ(reason(kRegular, standing, {}), "HISTORY_OUT_OF_ORDER");
  }
  for (const LifetimeTerms& terms : {LifetimeTerms{-1.5, 1, 5},
                                     {.1, 0, 5},
                                     {.1, 1, -1},
                                     {.1, 1, 201},
                                     {11, 1, 5},
                                     {nan, 1, 5},
                                     {0, 1, std::nullopt}}) {
    EXPECT_EQ(reason(kRegular, {0, 1}, terms), "FIELD_INVALID");
  }
}

}  // namespace
}  // namespace bestand::scoring
