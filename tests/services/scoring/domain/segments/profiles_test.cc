#include "services/scoring/domain/segments/profiles.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/domain/segments/rfm.h"

namespace bestand::scoring {
namespace {

BehaviourColumns FourCustomers() {
  return {.customer_ids = {"a", "b", "c", "d"},
          .days_silent = {5, 7, 200, 220},
          .purchase_days = {20, 16, 2, 2},
          .value_minor = {10'000, 8'000, 900, 1'100},
          .groups = 2,
          .spent = {9'000, 1'000, 0, 0, 100, 800, 0, 1'100}};
}

const WorthColumns kWorth = {.lifetime_value_minor = {600, 200, 150, 50}, .asleep = {0, 0, 1, 0}};
const std::vector<int32_t> kSegments = {3, 3, 5, 5};
const std::vector<std::string> kNames = {"gift wrap", "candles"};

TEST(ProfilesOf, AddsUpWhatASegmentIs) {
  const auto profiles = ProfilesOf(FourCustomers(), kWorth, kSegments);
  ASSERT_EQ(profiles.size(), 3);
  const SegmentProfile& busy = profiles.at(3);
  EXPECT_EQ(busy.customers, 2);
  EXPECT_EQ(busy.lifetime_value_minor, 800);
  EXPECT_EQ(busy.revenue_minor, 18'000);
  EXPECT_EQ(busy.value_share, .8);
  EXPECT_EQ(busy.mean_purchase_days, 18);
  EXPECT_EQ(profiles.at(5).asleep_share, .5);
  EXPECT_EQ(profiles.at(0).customers, 4);
  // Customer b spent nothing in any group and is left out.
  EXPECT_NEAR(busy.groups[0].share, .9, 1e-5);
  EXPECT_NEAR(profiles.at(5).groups[1].share, (8. / 9 + 1) / 2, 1e-5);
}

TEST(ProfilesOf, NobodyGivesNothing) { EXPECT_TRUE(ProfilesOf({}, {}, {}).empty()); }

TEST(Describe, SaysRhythmTasteValueAndSleep) {
  const auto profiles = ProfilesOf(FourCustomers(), kWorth, kSegments);
  const SegmentWords busy = Describe(profiles.at(3), profiles.at(0), kNames);
  EXPECT_EQ(busy.title, "Often and lately: gift wrap");
  EXPECT_EQ(busy.description, "Bought often and lately: gift wrap; 80 % of value; 0 % asleep");
  EXPECT_EQ(Describe(profiles.at(5), profiles.at(0), kNames).description,
            "Bought seldom: candles; 20 % of value; 50 % asleep");
}

TEST(Describe, HasWordsForTheUsual) {
  const auto profiles = ProfilesOf(FourCustomers(), kWorth, kSegments);
  EXPECT_EQ(Describe(profiles.at(0), profiles.at(0), kNames).title, "Now and then: a bit of everything");
}

TEST(RfmCells, CutsIntoFifthsWithFiveAsTheBest) {
  std::vector<int32_t> silent, days;
  std::vector<int64_t> value;
  for (int i = 0; i < 100; ++i) {
    silent.push_back(i);
    days.push_back(i + 1);
    value.push_back(1000 - i);
  }
  const auto cells = RfmCells(silent, days, value);
  EXPECT_EQ(cells.front(), 515);
  EXPECT_EQ(cells.back(), 151);
  EXPECT_EQ(std::count_if(cells.begin(), cells.end(), [](int16_t cell) { return cell / 100 == 5; }), 20);
}

TEST(RfmCells, PutsEqualsIntoOneFifth) {
  const std::vector<int32_t> same(10, 3);
  const std::vector<int64_t> values(10, 7);
  EXPECT_THAT(RfmCells(same, same, values), testing::Each(555));
  EXPECT_TRUE(RfmCells({}, {}, {}).empty());
}

}  // namespace
}  // namespace bestand::scoring
