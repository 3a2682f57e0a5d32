#include "services/scoring/domain/segments/k_means.h"

#include <algorithm>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/domain/segments/silhouette.h"

namespace bestand::scoring {
namespace {

// Three clouds of points around (0, 0), (4, 0) and (0, 4), in turn.
Points Clouds(size_t each) {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, .3);
  Points points{.width = 2};
  for (size_t i = 0; i < 3 * each; ++i) {
    points.values.push_back(OnGrid((i % 3 == 1 ? 4 : 0) + noise(random)));
    points.values.push_back(OnGrid((i % 3 == 2 ? 4 : 0) + noise(random)));
    points.keys.push_back(KeyOf(std::to_string(i)));
  }
  return points;
}

Points Reversed(const Points& points) {
  std::vector<size_t> rows;
  for (size_t i = points.size(); i-- > 0;) rows.push_back(i);
  return Pick(points, rows);
}

TEST(Points, DrawsAreUniformAndDependOnKeyAndSaltAlone) {
  double sum = 0, lowest = 1, highest = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double draw = Draw(KeyOf(std::to_string(i)), 3);
    sum += draw;
    lowest = std::min(lowest, draw);
    highest = std::max(highest, draw);
  }
  EXPECT_NEAR(sum / 20'000, .5, .01);
  EXPECT_GT(lowest, 0);
  EXPECT_LT(highest, 1);
  EXPECT_EQ(Draw(KeyOf("a"), 1), Draw(KeyOf("a"), 1));
  EXPECT_NE(Draw(KeyOf("a"), 1), Draw(KeyOf("a"), 2));
}

TEST(Points, TheGridEndsAtEightUnits) {
  EXPECT_EQ(OnGrid(1), kGridSteps);
  EXPECT_EQ(OnGrid(-1e300), -8 * kGridSteps);
  EXPECT_EQ(OnGrid(std::numeric_limits<double>::quiet_NaN()), 0);
  // The farthest two points still have a distance that fits.
  const std::vector<int16_t> low(kMostFeatures, OnGrid(-9)), high(kMostFeatures, OnGrid(9));
  EXPECT_EQ(SquaredDistance(low, high), uint64_t{kMostFeatures} * (16 * 512) * (16 * 512));
}

TEST(Points, ASampleIsTheSameInAnyOrder) {
  const Points points = Clouds(200), reversed = Reversed(points);
  EXPECT_EQ(Pick(points, SampleOf(points, 50, 1)).keys, Pick(reversed, SampleOf(reversed, 50, 1)).keys);
  EXPECT_EQ(SampleOf(points, 1000, 1).size(), 600);
}

TEST(KMeans, FindsTheClouds) {
  const Points points = Clouds(500);
  const Clusters clusters = KMeans(points, SeedCentres(points, 3, 1), 1);
  EXPECT_TRUE(clusters.settled);
  EXPECT_THAT(clusters.sizes, testing::Each(500));
  for (size_t i = 3; i < points.size(); ++i) ASSERT_EQ(clusters.of[i], clusters.of[i % 3]);
  EXPECT_GT(MeanSilhouette(points, clusters.of), .8);
}

TEST(KMeans, GivesTheSameBitsForAnyOrderAndAnyNumberOfThreads) {
  const Points points = Clouds(3000), reversed = Reversed(points);
  const Clusters one = KMeans(points, SeedCentres(points, 7, 1), 1);
  const Clusters many = KMeans(points, SeedCentres(points, 7, 1), 3);
  Clusters backwards = KMeans(reversed, SeedCentres(reversed, 7, 1), 2);
  std::reverse(backwards.of.begin(), backwards.of.end());
  EXPECT_EQ(one.centres.values, many.centres.values);
  EXPECT_EQ(one.centres.values, backwards.centres.values);
  EXPECT_EQ(one.of, many.of);
  EXPECT_EQ(one.of, backwards.of);
  EXPECT_EQ(one.within, backwards.within);
}

TEST(KMeans, SeedsNoMoreCentresThanThereAreDifferentPoints) {
  Points points{.width = 1};
  for (int i = 0; i < 100; ++i) {
    points.values.push_back(OnGrid(i % 2));
    points.keys.push_back(KeyOf(std::to_string(i)));
  }
  const Centres centres = SeedCentres(points, 5, 1);
  EXPECT_EQ(centres.size(), 2);
  EXPECT_EQ(KMeans(points, centres, 1).within, 0);
}

TEST(KMeans, DropsACentreThatNobodyIsNear) {
  const Points points = Clouds(100);
  const Centres start{.width = 2,
                      .values = {OnGrid(0), OnGrid(0), OnGrid(4), OnGrid(0), OnGrid(-8), OnGrid(-8)}};
  const Clusters clusters = KMeans(points, start, 1);
  EXPECT_EQ(clusters.centres.size(), 2);
  EXPECT_EQ(clusters.sizes.size(), 2);
}

TEST(KMeans, NoPointsGiveNoClusters) {
  EXPECT_EQ(KMeans({.width = 2}, {.width = 2, .values = {0, 0}}, 1).centres.size(), 0);
  EXPECT_EQ(SeedCentres({.width = 2}, 3, 1).size(), 0);
}

// Four points on a line at 0, 1, 10, 11 in two clusters: (b - a) / max with a = 1.
TEST(Silhouette, IsRousseeuwsByHand) {
  Points points{.width = 1, .values = {0, 1, 10, 11}, .keys = {1, 2, 3, 4}};
  const std::vector<uint8_t> of = {0, 0, 1, 1};
  EXPECT_NEAR(MeanSilhouette(points, of), ((10.5 - 1) / 10.5 + (9.5 - 1) / 9.5) / 2, 1e-12);
  EXPECT_EQ(MeanSilhouette(points, std::vector<uint8_t>(4, 0)), 0);
  EXPECT_EQ(MeanSilhouette({.width = 1}, {}), 0);
}

}  // namespace
}  // namespace bestand::scoring
