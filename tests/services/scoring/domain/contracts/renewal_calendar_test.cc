#include "services/scoring/domain/contracts/renewal_calendar.h"

#include <gtest/gtest.h>

#include <cmath>

#include "absl/time/civil_time.h"

namespace bestand::scoring {
namespace {

int32_t Day(int year, int month, int day) {
  return static_cast<int32_t>(absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1));
}

TEST(RenewalDay, EndsMonthsAsCalendarsDo) {
  const ContractTerm term{.start_day = Day(2011, 1, 31), .period_months = 1};
  EXPECT_EQ(RenewalDay(term, 0), Day(2011, 1, 31));
  EXPECT_EQ(RenewalDay(term, 1), Day(2011, 2, 28));
  EXPECT_EQ(RenewalDay(term, 2), Day(2011, 3, 31));
  EXPECT_EQ(RenewalDay(term, 13), Day(2012, 2, 29));
  EXPECT_EQ(RenewalDay({.start_day = Day(2012, 2, 29), .period_months = 12}, 1), Day(2013, 2, 28));
}

TEST(RenewalsThrough, CountsTheDayItself) {
  for (const int start : {Day(2011, 1, 31), Day(2012, 2, 29), Day(1969, 12, 30)}) {
    for (const int months : {1, 3, 12, 120}) {
      const ContractTerm term{.start_day = start, .period_months = months};
      EXPECT_EQ(RenewalsThrough(term, start - 400), 0);
      for (int k = 0; k < 40; ++k) {
        EXPECT_EQ(RenewalsThrough(term, RenewalDay(term, k)), k) << start << " " << months;
        EXPECT_EQ(RenewalsThrough(term, RenewalDay(term, k + 1) - 1), k) << start << " " << months;
      }
    }
  }
}

TEST(CourseUntil, TellsRenewedFromLeft) {
  ContractTerm term{.start_day = Day(2008, 3, 1), .period_months = 12};
  EXPECT_FALSE(CourseUntil(term, Day(2008, 2, 28)).has_value());
  EXPECT_EQ(CourseUntil(term, Day(2011, 12, 9))->renewed, 3);
  EXPECT_FALSE(CourseUntil(term, Day(2011, 12, 9))->left);
  term.end_day = Day(2010, 3, 1);  // on the second renewal date: not renewed then
  EXPECT_EQ(CourseUntil(term, Day(2011, 12, 9))->renewed, 1);
  EXPECT_TRUE(CourseUntil(term, Day(2011, 12, 9))->left);
  term.end_day = Day(2010, 8, 1);  // renewed in March, gone before the next
  EXPECT_EQ(CourseUntil(term, Day(2011, 12, 9))->renewed, 2);
  EXPECT_TRUE(CourseUntil(term, Day(2010, 8, 1))->left);
  EXPECT_FALSE(CourseUntil(term, Day(2010, 7, 31))->left);  // the end still lies ahead
}

TEST(StandingOn, SaysHowFarTheNextRenewalIs) {
  const ContractTerm term{.start_day = Day(2011, 1, 1), .period_months = 12};
  const ContractStanding half = StandingOn(term, Day(2012, 7, 2));
  EXPECT_EQ(half.renewals, 1);
  EXPECT_NEAR(half.periods_to_renewal, .5, .002);
  EXPECT_EQ(StandingOn(term, Day(2012, 1, 1)).periods_to_renewal, 1);
  EXPECT_NEAR(StandingOn(term, Day(2010, 1, 1)).periods_to_renewal, 2, .001);  // begins in a year
}

TEST(DiscountedCertainPeriods, EndWithTheContract) {
  ContractTerm term{.start_day = Day(2011, 1, 1), .end_day = Day(2014, 1, 1), .period_months = 12};
  const LifetimeTerms free{.annual_discount = 0, .horizon_years = std::nullopt};
  EXPECT_EQ(DiscountedCertainPeriods(term, Day(2011, 6, 1), free), 2);  // from 2012 and from 2013
  EXPECT_EQ(DiscountedCertainPeriods(term, Day(2013, 6, 1), free), 0);
  EXPECT_EQ(DiscountedCertainPeriods(term, Day(2011, 6, 1), {.annual_discount = 0, .horizon_years = 1}), 1);
  term.end_day = Day(2013, 1, 2);
  EXPECT_EQ(DiscountedCertainPeriods(term, Day(2011, 6, 1), free), 2);
  const LifetimeTerms dear{.annual_discount = 1, .horizon_years = std::nullopt};
  EXPECT_NEAR(DiscountedCertainPeriods(term, Day(2011, 12, 31), dear), 1.5, .005);
}

}  // namespace
}  // namespace bestand::scoring
