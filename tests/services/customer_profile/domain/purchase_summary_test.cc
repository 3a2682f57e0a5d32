#include "services/customer_profile/domain/purchase_summary.h"

#include <gtest/gtest.h>

#include <vector>

namespace bestand::customer_profile {
namespace {

TEST(Summarise, OfNothingHasNoDays) {
  const PurchaseSummary summary = Summarise({});
  EXPECT_FALSE(summary.first_day.has_value());
  EXPECT_EQ(summary.total_value_minor, 0);
}

TEST(Summarise, OfReturnsOnlyHasNoDaysButTheirValue) {
  const std::vector<PurchaseDay> days{{10, false, -500}};
  EXPECT_FALSE(Summarise(days).first_day.has_value());
  EXPECT_EQ(Summarise(days).total_value_minor, -500);
}

TEST(Summarise, CountsRepeatsAndTheirValueAfterTheFirstDay) {
  const std::vector<PurchaseDay> days{{10, true, 1000}, {20, true, 300}, {25, false, -100}, {40, true, 700}};
  const PurchaseSummary summary = Summarise(days);
  EXPECT_EQ(summary.first_day, 10);
  EXPECT_EQ(summary.last_day, 40);
  EXPECT_EQ(summary.repeats, 2);
  EXPECT_EQ(summary.repeat_value_minor, 900);
  EXPECT_EQ(summary.total_value_minor, 1900);
  EXPECT_EQ(summary.earlier_repeats, 1);
}

// As customer 16446 of the shipped data: 80,995 pieces bought and cancelled within minutes.
TEST(Summarise, TakesADayThatWasCancelledForNone) {
  const std::vector<PurchaseDay> days{{5, true, 0}, {10, true, 290}, {20, true, 0}, {30, true, -5}};
  const PurchaseSummary summary = Summarise(days);
  EXPECT_EQ(summary.first_day, 10);
  EXPECT_EQ(summary.last_day, 10);
  EXPECT_EQ(summary.repeats, 0);
  EXPECT_EQ(summary.repeat_value_minor, 0);
  EXPECT_EQ(summary.total_value_minor, 285);
}

TEST(Summarise, TakesLaterReturnsOffTheRepeatValueButNoFurtherThanNothing) {
  EXPECT_EQ(Summarise(std::vector<PurchaseDay>{{1, true, 100}, {2, true, 700}, {3, false, -200}})
                .repeat_value_minor,
            500);
  EXPECT_EQ(
      Summarise(std::vector<PurchaseDay>{{1, true, 100}, {2, true, 70}, {3, false, -90}}).repeat_value_minor,
      0);
  EXPECT_EQ(
      Summarise(std::vector<PurchaseDay>{{0, false, -50}, {1, true, 100}, {2, true, 70}}).repeat_value_minor,
      70);
}

TEST(Summarise, CountsTheMiddleAsEarlier) {
  const std::vector<PurchaseDay> days{{0, true, 1}, {5, true, 1}, {6, true, 1}, {10, true, 1}};
  EXPECT_EQ(Summarise(days).earlier_repeats, 1);
}

TEST(SummariseWindow, LooksAtThePastAndCountsTheHoldOut) {
  const std::vector<PurchaseDay> days{{10, true, 1},   {20, true, 2}, {30, true, 4},
                                      {31, false, -1}, {32, true, 0}, {40, true, 8}};
  const BulkSummary bulk = SummariseWindow(days, {.as_of = 20, .holdout_until = 39});
  EXPECT_EQ(bulk.summary.last_day, 20);
  EXPECT_EQ(bulk.summary.total_value_minor, 3);
  EXPECT_EQ(bulk.holdout_repeats, 1);
  EXPECT_EQ(SummariseWindow(days, {}).summary, Summarise(days));
}

}  // namespace
}  // namespace bestand::customer_profile
