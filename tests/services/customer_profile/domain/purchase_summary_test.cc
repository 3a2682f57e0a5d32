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
  EXPECT_EQ(summary.repeat_value_minor, 1000);
  EXPECT_EQ(summary.total_value_minor, 1900);
  EXPECT_EQ(summary.earlier_repeats, 1);
}

TEST(Summarise, CountsTheMiddleAsEarlier) {
  const std::vector<PurchaseDay> days{{0, true, 1}, {5, true, 1}, {6, true, 1}, {10, true, 1}};
  EXPECT_EQ(Summarise(days).earlier_repeats, 1);
}

TEST(SummariseWindow, LooksAtThePastAndCountsTheHoldOut) {
  const std::vector<PurchaseDay> days{
      {10, true, 1}, {20, true, 2}, {30, true, 4}, {31, false, -1}, {40, true, 8}};
  const BulkSummary bulk = SummariseWindow(days, {.as_of = 20, .holdout_until = 39});
  EXPECT_EQ(bulk.summary.last_day, 20);
  EXPECT_EQ(bulk.summary.total_value_minor, 3);
  EXPECT_EQ(bulk.holdout_repeats, 1);
  EXPECT_EQ(SummariseWindow(days, {}).summary, Summarise(days));
}

}  // namespace
}  // namespace bestand::customer_profile
