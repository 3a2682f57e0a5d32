#include "services/scoring/domain/segments/segmentation.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/domain/segments/matching.h"

namespace bestand::scoring {
namespace {

using testing::Each;
using testing::HasSubstr;

struct Kind {
  int silent, days;
  int64_t value;
  float first_group;  // part of the spending
};

// Kinds of customers in turn: busy ones, lost ones, and new ones.
constexpr Kind kKinds[] = {{10, 30, 900'000, .5F}, {300, 2, 20'000, .9F}, {12, 1, 3'000, .1F}};

void AddCustomer(const std::string& id, const Kind& kind, std::mt19937& random, BehaviourColumns& customers) {
  std::uniform_real_distribution<double> factor(.8, 1.25);
  customers.customer_ids.push_back(id);
  customers.days_silent.push_back(static_cast<int32_t>(kind.silent * factor(random)));
  customers.purchase_days.push_back(std::max(1, static_cast<int32_t>(kind.days * factor(random))));
  const auto value = static_cast<int64_t>(static_cast<double>(kind.value) * factor(random));
  customers.value_minor.push_back(value);
  customers.spent.push_back(static_cast<float>(value) * kind.first_group);
  customers.spent.push_back(static_cast<float>(value) * (1 - kind.first_group));
}

BehaviourColumns ThreeKinds(int each) {
  std::mt19937 random(11);
  BehaviourColumns customers{.groups = 2};
  for (int i = 0; i < 3 * each; ++i) AddCustomer("c" + std::to_string(i), kKinds[i % 3], random, customers);
  return customers;
}

BehaviourColumns InOrder(const BehaviourColumns& customers, const std::vector<size_t>& order) {
  BehaviourColumns other{.groups = customers.groups};
  for (const size_t i : order) {
    other.customer_ids.push_back(customers.customer_ids[i]);
    other.days_silent.push_back(customers.days_silent[i]);
    other.purchase_days.push_back(customers.purchase_days[i]);
    other.value_minor.push_back(customers.value_minor[i]);
    other.spent.insert(other.spent.end(), customers.spent_by(i).begin(), customers.spent_by(i).end());
  }
  return other;
}

LastSegments AsLast(const Segmentation& segmentation) {
  return {.width = segmentation.features.size() / segmentation.ids.size(),
          .features = segmentation.features,
          .of = segmentation.of,
          .next_id = segmentation.next_id};
}

TEST(SegmentCustomers, FindsTheKindsAndTheirNumber) {
  const Segmentation found = SegmentCustomers(ThreeKinds(200), {}, {});
  EXPECT_THAT(found.ids, testing::ElementsAre(1, 2, 3));
  for (size_t i = 3; i < found.of.size(); ++i) ASSERT_EQ(found.of[i], found.of[i % 3]);
  EXPECT_GT(found.silhouette, .6);
  EXPECT_EQ(found.tried.size(), 6);
  EXPECT_TRUE(found.notes.empty());
  EXPECT_FALSE(found.kept);
}

TEST(SegmentCustomers, GivesTheSameBitsForAnyOrderAndAnyNumberOfThreads) {
  const BehaviourColumns customers = ThreeKinds(1500);
  std::vector<size_t> order(customers.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::shuffle(order.begin(), order.end(), std::mt19937(3));
  const Segmentation one = SegmentCustomers(customers, {}, {.segments = 5, .threads = 1});
  const Segmentation two = SegmentCustomers(InOrder(customers, order), {}, {.segments = 5, .threads = 2});
  EXPECT_EQ(one.features, two.features);
  EXPECT_EQ(one.silhouette, two.silhouette);
  for (size_t i = 0; i < order.size(); ++i) ASSERT_EQ(two.of[i], one.of[order[i]]);
}

TEST(SegmentCustomers, TheSameCustomersAgainStayWhereTheyAre) {
  const BehaviourColumns customers = ThreeKinds(300);
  for (const int segments : {3, 5, 7}) {
    const Segmentation first = SegmentCustomers(customers, {}, {.segments = segments});
    const Segmentation second = SegmentCustomers(customers, AsLast(first), {.segments = segments});
    EXPECT_EQ(second.of, first.of);
    EXPECT_EQ(second.features, first.features);
    EXPECT_EQ(second.next_id, first.next_id);
    EXPECT_TRUE(second.kept);
  }
}

TEST(SegmentCustomers, MovesTheOneWhomTheDataMoves) {
  BehaviourColumns customers = ThreeKinds(200);
  const Segmentation before = SegmentCustomers(customers, {}, {});
  customers.days_silent[0] = 320;  // a busy customer becomes as a lost one
  customers.purchase_days[0] = 2;
  customers.value_minor[0] = 21'000;
  customers.spent[0] = 19'000;
  customers.spent[1] = 2'000;
  const Segmentation after = SegmentCustomers(customers, AsLast(before), {});
  EXPECT_EQ(after.of[0], before.of[1]);
  EXPECT_TRUE(std::equal(after.of.begin() + 1, after.of.end(), before.of.begin() + 1));
}

// Seen from a little later, all customers have been silent for longer: that moves nobody.
TEST(SegmentCustomers, KeepsIdsWhileTheCustomersAge) {
  BehaviourColumns customers = ThreeKinds(200);
  const Segmentation before = SegmentCustomers(customers, {}, {});
  for (int32_t& silent : customers.days_silent) silent += 7;
  const Segmentation after = SegmentCustomers(customers, AsLast(before), {});
  EXPECT_EQ(after.of, before.of);
  EXPECT_NE(after.features, before.features);
}

TEST(SegmentCustomers, NewSegmentsGetIdsNobodyHad) {
  const BehaviourColumns customers = ThreeKinds(200);
  const Segmentation three = SegmentCustomers(customers, {}, {.segments = 3});
  const Segmentation six = SegmentCustomers(customers, AsLast(three), {.segments = 6});
  EXPECT_FALSE(six.kept);
  EXPECT_EQ(six.ids.size(), 6);
  EXPECT_GT(six.ids.back(), 3);
  EXPECT_EQ(six.next_id, six.ids.back() + 1);
  LastSegments gone = AsLast(three);  // everybody is new: no old id may come back
  gone.of.assign(customers.size(), 0);
  EXPECT_THAT(SegmentCustomers(customers, gone, {}).ids, Each(testing::Gt(3)));
}

TEST(SegmentCustomers, StartsAnewWhenTheGroupsChangedInNumber) {
  const Segmentation before = SegmentCustomers(ThreeKinds(200), {}, {});
  BehaviourColumns other = ThreeKinds(200);
  other.groups = 1;
  other.spent.resize(other.size());
  const Segmentation after = SegmentCustomers(other, AsLast(before), {});
  EXPECT_FALSE(after.kept);
  EXPECT_EQ(after.ids, before.ids);  // by their members
}

TEST(SegmentCustomers, HasDefinedResultsForPoorData) {
  const Segmentation nobody = SegmentCustomers({}, {.next_id = 4}, {});
  EXPECT_TRUE(nobody.ids.empty());
  EXPECT_EQ(nobody.next_id, 4);
  EXPECT_THAT(nobody.notes, testing::ElementsAre(HasSubstr("Nobody")));

  std::mt19937 random(1);
  BehaviourColumns one{.groups = 2};
  AddCustomer("a", kKinds[0], random, one);
  const Segmentation single = SegmentCustomers(one, {}, {});
  EXPECT_THAT(single.of, testing::ElementsAre(1));
  EXPECT_THAT(single.notes, testing::ElementsAre(HasSubstr("1 customers bear 1 segments")));

  BehaviourColumns alike = InOrder(ThreeKinds(100), std::vector<size_t>(200, 5));
  for (size_t i = 0; i < 200; ++i) alike.customer_ids[i] = std::to_string(i);
  const Segmentation same = SegmentCustomers(alike, {}, {});
  EXPECT_THAT(same.of, Each(1));
  EXPECT_THAT(same.notes, testing::ElementsAre(HasSubstr("alike")));

  const Segmentation few = SegmentCustomers(ThreeKinds(20), {}, {.segments = 20});
  EXPECT_EQ(few.ids.size(), 3);
  EXPECT_THAT(few.notes, testing::ElementsAre(HasSubstr("60 customers bear 3 segments")));

  BehaviourColumns two = alike;
  for (size_t i = 0; i < 100; ++i) two.days_silent[i] = 999;
  const Segmentation twice = SegmentCustomers(two, {}, {.segments = 7});
  EXPECT_EQ(twice.ids.size(), 2);
  EXPECT_THAT(twice.notes, testing::ElementsAre(HasSubstr("differ in 2 ways only")));
}

TEST(SegmentCustomers, BearsNegativeValuesAndCustomersWithoutGroups) {
  BehaviourColumns customers = ThreeKinds(100);
  for (size_t i = 0; i < customers.size(); i += 3) customers.value_minor[i] = -5'000;
  customers.groups = 0;
  customers.spent.clear();
  const Segmentation found = SegmentCustomers(customers, {}, {});
  EXPECT_GE(found.ids.size(), 3);
}

TEST(Features, GoBackAndForthBetweenPointsAndFeatures) {
  const BehaviourColumns customers = ThreeKinds(100);
  const Frame frame = FrameOf(customers);
  const Points points = PointsOf(customers, frame, 1);
  for (size_t i = 0; i < 10; ++i) {
    const auto point = points.row(i);
    EXPECT_EQ(ToPoint(frame, ToFeatures(frame, point)), std::vector<int16_t>(point.begin(), point.end()));
  }
  EXPECT_NEAR(frame.usual_shares[0] + frame.usual_shares[1], 1, 1e-12);
}

TEST(Features, StandardiseEachAndTheGroupsAsABlock) {
  const BehaviourColumns customers = ThreeKinds(500);
  const Points points = PointsOf(customers, FrameOf(customers), 2);
  std::vector<double> squares(points.width);
  for (size_t i = 0; i < points.size(); ++i) {
    for (size_t j = 0; j < points.width; ++j) {
      const double value = static_cast<double>(points.row(i)[j]) / kGridSteps;
      squares[j] += value * value / static_cast<double>(points.size());
    }
  }
  for (size_t j = 0; j < kRfmFeatures; ++j) EXPECT_NEAR(squares[j], 1, .01);
  EXPECT_NEAR(squares[3] + squares[4], 3, .03);
}

TEST(MatchByMembers, PairsByOverlapEachOnce) {
  // Cluster 0 is old 7 with one more; cluster 1 has a fifth of old 8; cluster 2 is the rest of it.
  const std::vector<int32_t> old = {7, 7, 7, 7, 8, 8, 8, 8, 8, 0};
  const std::vector<uint8_t> now = {0, 0, 0, 0, 0, 2, 2, 2, 2, 1};
  EXPECT_THAT(MatchByMembers(old, now, 3), testing::ElementsAre(7, 0, 8));
}

TEST(MatchByMembers, LeavesSmallOverlapsNew) {
  const std::vector<int32_t> old = {5, 5, 5, 5, 5, 5, 5, 5};
  const std::vector<uint8_t> now = {0, 0, 1, 1, 2, 2, 3, 3};
  EXPECT_THAT(MatchByMembers(old, now, 4), Each(0));
}

}  // namespace
}  // namespace bestand::scoring
