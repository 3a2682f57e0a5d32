#include "services/consent/domain/opt_in_rate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

TEST(ShareOf, GivesTheWilsonInterval) {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
  const Share first = ShareOf(81, 263);
  EXPECT_NEAR(first.low, 0.2553, 5e-5);
  EXPECT_NEAR(first.high, 0.3662, 5e-5);
  const Share second = ShareOf(15, 148);
  EXPECT_NEAR(second.low, 0.0624, 5e-5);
  EXPECT_NEAR(second.high, 0.1605, 5e-5);
  EXPECT_EQ(ShareOf(0, 20).low, 0);
  EXPECT_NEAR(ShareOf(0, 20).high, 0.1611, 5e-5);
  EXPECT_NEAR(ShareOf(1, 29).low, 0.0061, 5e-5);
  EXPECT_NEAR(ShareOf(1, 29).high, 0.1718, 5e-5);
}

TEST(ShareOf, KnowsNothingOfAnEmptyWhole) {
  const Share share = ShareOf(0, 0);
  EXPECT_EQ(share.value, 0);
  EXPECT_EQ(share.low, 0);
  EXPECT_EQ(share.high, 1);
}

TEST(ShareOf, ReachesTheEndsExactly) { EXPECT_EQ(ShareOf(7, 7).high, 1); }

TEST(SuggestionFor, ComesBelowHalfOnly) {
  OptInCounts counts;
  EXPECT_EQ(SuggestionFor(counts), "");
  counts.active_customers = 10;
  counts.confirmed_customers = 5;
  EXPECT_EQ(SuggestionFor(counts), "");
  counts.confirmed_customers = 4;
  EXPECT_THAT(SuggestionFor(counts), testing::StartsWith("6 of 10 active customers"));
}

}  // namespace
}  // namespace bestand::consent
