#include "services/scoring/domain/dormancy/rhythm.h"

#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <random>

namespace bestand::scoring {
namespace {

// The shape found for `gaps` gaps of mean 50 days drawn from a gamma distribution.
double ShapeOfGaps(double shape, int gaps, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::gamma_distribution<double> draw(shape, 50 / shape);
  int recency = 0;
  int64_t logs = 0;
  for (int i = 0; i < gaps; ++i) {
    const int gap = std::max(1, static_cast<int>(std::lround(draw(random))));
    recency += gap;
    logs += std::llround(1000 * std::log(gap));
  }
  return RhythmShape(gaps, recency, logs);
}

TEST(RhythmShape, FindsTheShapeOfManyGaps) {
  EXPECT_NEAR(ShapeOfGaps(1, 4000, 1), 1, .1);
  EXPECT_NEAR(ShapeOfGaps(4, 4000, 2), 4, .3);
  EXPECT_NEAR(ShapeOfGaps(.5, 4000, 3), .5, .1);  // gaps of less than a day are a day
}

TEST(RhythmShape, BelievesFewGapsLittle) {
  EXPECT_EQ(RhythmShape(1, 30, 3401), 1);
  EXPECT_EQ(RhythmShape(0, 0, 0), 1);
  const double two = RhythmShape(2, 60, 2 * 3401), ten = RhythmShape(10, 300, 10 * 3401);
  EXPECT_GT(two, 1);
  EXPECT_LT(two, 2.5);
  EXPECT_GT(ten, two);
}

TEST(SilenceEvidence, IsTheRatioOfTheGapsChances) {
  for (const double shape : {.3, .7, 2., 5., 10.}) {
    for (const double silent : {1., 20., 50., 80., 200., 900.}) {
      const double random = std::exp(-silent / 50);
      const double own = boost::math::gamma_q(shape, shape * silent / 50);
      const double expected = own > 1e-290 ? std::clamp(std::log(random / own), -2., 2.) : 2;
      EXPECT_NEAR(SilenceEvidence(shape, silent, 50), expected, 1e-9) << shape << " " << silent;
    }
  }
}

TEST(SilenceEvidence, SpeaksAgainstRegularBuyersWhoAreLate) {
  EXPECT_GT(SilenceEvidence(5, 120, 50), 1);
  EXPECT_LT(SilenceEvidence(5, 40, 50), 0);
  EXPECT_LT(SilenceEvidence(.5, 200, 50), 0);
  EXPECT_EQ(SilenceEvidence(1, 200, 50), 0);
}

}  // namespace
}  // namespace bestand::scoring
