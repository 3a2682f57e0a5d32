#include "services/scoring/domain/dormancy/given_reasons.h"

#include <gtest/gtest.h>

namespace bestand::scoring {
namespace {

// Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
TEST(WilsonShare, IsThePublishedInterval) {
  EXPECT_NEAR(WilsonShare(81, 263).low, .2553, 5e-5);
  EXPECT_NEAR(WilsonShare(81, 263).high, .3662, 5e-5);
  EXPECT_NEAR(WilsonShare(15, 148).low, .0624, 5e-5);
  EXPECT_NEAR(WilsonShare(15, 148).high, .1605, 5e-5);
  EXPECT_EQ(WilsonShare(0, 20).low, 0);
  EXPECT_NEAR(WilsonShare(0, 20).high, .1611, 5e-5);
  EXPECT_NEAR(WilsonShare(1, 29).low, .0061, 5e-5);
  EXPECT_NEAR(WilsonShare(1, 29).high, .1718, 5e-5);
}

TEST(WilsonShare, SaysNothingOfNobody) {
  EXPECT_EQ(WilsonShare(0, 0).low, 0);
  EXPECT_EQ(WilsonShare(0, 0).high, 1);
}

TEST(ReasonCounts, CountsCustomersNotWords) {
  ReasonCounts counts;
  const ReasonGroup dormant{.state = 3}, unknown{};
  counts.Add(dormant, "PRICE", "a");
  counts.Add(dormant, "PRICE", "a");
  counts.Add(dormant, "SERVICE", "a");
  counts.Add(dormant, "SERVICE", "b");
  counts.Add(unknown, "PRICE", "c");
  const auto found = counts.Counts();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].group.state, -1);
  EXPECT_EQ(found[1].reason, "SERVICE");
  EXPECT_EQ(found[1].customers, 2);
  EXPECT_EQ(found[1].group_customers, 2);
  EXPECT_EQ(found[2].reason, "PRICE");
  EXPECT_EQ(found[2].share.share, .5);
}

}  // namespace
}  // namespace bestand::scoring
