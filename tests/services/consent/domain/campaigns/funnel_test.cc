#include "services/consent/domain/campaigns/funnel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bestand::consent {
namespace {

TEST(Funnel, TellsEachStageAsAShareOfTheOneBefore) {
  const auto steps = StepsOf({2000, 300, 250, 100, 98, 98, 80, 70});
  EXPECT_EQ(steps.front().stage, FunnelStage::kPrinted);
  EXPECT_EQ(steps.back().stage, FunnelStage::kConfirmed);
  EXPECT_FALSE(steps[0].share.has_value());
  EXPECT_DOUBLE_EQ(steps[1].share->value, 0.15);
  // Wilson's interval of 300 of 2,000 at 95 %.
  EXPECT_NEAR(steps[1].share->low, 0.1350, 1e-4);
  EXPECT_NEAR(steps[1].share->high, 0.1663, 1e-4);
  EXPECT_DOUBLE_EQ(steps[5].share->value, 1);
}

TEST(Funnel, TellsNoShareOfNothingNorOfLess) {
  const auto steps = StepsOf({0, 0, 40, 10, 10, 10, 25, 9});
  EXPECT_FALSE(steps[1].share.has_value());
  EXPECT_FALSE(steps[2].share.has_value()) << "typed addresses are no scans";
  EXPECT_FALSE(steps[6].share.has_value()) << "opened more than once";
  EXPECT_TRUE(steps[7].share.has_value());
}

}  // namespace
}  // namespace bestand::consent
