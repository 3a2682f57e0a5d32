#include "services/scoring/domain/segments/product_groups.h"

#include <algorithm>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/scoring/domain/segments/group_names.h"

namespace bestand::scoring {
namespace {

using testing::ElementsAre;

std::vector<std::string> Ids(size_t products) {
  std::vector<std::string> ids;
  for (size_t i = 0; i < products; ++i) ids.push_back("p" + std::to_string(1000 + i));
  return ids;
}

// Baskets of four products of one of two halves of the catalogue, now and then with one of the other.
CoPurchases TwoWorlds(size_t products, int baskets) {
  std::mt19937 random(5);
  CoPurchases purchases(products);
  const auto half = static_cast<int32_t>(products / 2);
  for (int i = 0; i < baskets; ++i) {
    std::vector<int32_t> basket;
    for (int j = 0; j < 5; ++j) {
      const int world = (i + (j == 4 && i % 5 == 0)) % 2;
      basket.push_back(world * half + static_cast<int32_t>(random() % static_cast<unsigned>(half)));
    }
    std::sort(basket.begin(), basket.end());
    basket.erase(std::unique(basket.begin(), basket.end()), basket.end());
    purchases.Add(basket);
  }
  return purchases;
}

TEST(CoPurchases, CountsPairsOnceABasket) {
  CoPurchases purchases(3);
  purchases.Add(std::vector<int32_t>{0, 2});
  purchases.Add(std::vector<int32_t>{0, 1, 2});
  purchases.Add({});
  EXPECT_EQ(purchases.baskets(), 2);
  EXPECT_EQ(purchases.baskets_of(0), 2);
  EXPECT_EQ(purchases.together(0, 2), 2);
  EXPECT_EQ(purchases.together(2, 1), 1);
  EXPECT_EQ(purchases.together(1, 1), 0);
}

TEST(CoPurchases, LeavesOutWhoBuysEverything) {
  CoPurchases purchases(kMostInBasket + 1);
  std::vector<int32_t> all(kMostInBasket + 1);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int32_t>(i);
  purchases.Add(all);
  EXPECT_EQ(purchases.baskets(), 0);
}

TEST(GroupProducts, FindsTheTwoWorlds) {
  const ProductGroups groups = GroupProducts(TwoWorlds(40, 3000), Ids(40), {}, 1);
  EXPECT_THAT(groups.ids, ElementsAre(1, 2));
  EXPECT_EQ(groups.next_id, 3);
  for (size_t i = 0; i < 40; ++i) EXPECT_EQ(groups.of[i], groups.of[i < 20 ? 0 : 20]) << i;
  EXPECT_NE(groups.of[0], groups.of[20]);
}

TEST(GroupProducts, KeepsGroupsAndIdsFromRunToRun) {
  const ProductGroups first = GroupProducts(TwoWorlds(80, 4000), Ids(80), {}, 1);
  const ProductGroups again = GroupProducts(TwoWorlds(80, 4000), Ids(80), first.of, first.next_id);
  EXPECT_EQ(again.of, first.of);
  EXPECT_EQ(again.next_id, first.next_id);
  std::vector<int32_t> renamed = first.of;
  for (int32_t& id : renamed) id += 10;
  const ProductGroups later = GroupProducts(TwoWorlds(80, 4400), Ids(80), renamed, 20);
  EXPECT_THAT(later.ids, testing::IsSubsetOf({11, 12, 13, 14}));
}

TEST(GroupProducts, HasDefinedResultsForPoorData) {
  EXPECT_TRUE(GroupProducts(CoPurchases(0), {}, {}, 1).of.empty());
  EXPECT_THAT(GroupProducts(CoPurchases(2), Ids(2), {}, 3).of, ElementsAre(0, 0));  // never bought
  CoPurchases alone(2);
  for (int i = 0; i < 10; ++i) alone.Add(std::vector<int32_t>{0});
  EXPECT_THAT(GroupProducts(alone, Ids(2), {}, 1).of, ElementsAre(1, 0));
}

TEST(WordsOf, CutsNamesIntoWords) {
  EXPECT_THAT(WordsOf("SET/6 RED  T-LIGHT HOLDER 50'S, a"), ElementsAre("set", "red", "t-light", "holder"));
  EXPECT_THAT(WordsOf("Grüner Veltliner 2019"), ElementsAre("grüner", "veltliner"));
  EXPECT_TRUE(WordsOf("").empty());
  EXPECT_TRUE(WordsOf("123 - ''").empty());
}

std::vector<NamedProduct> Shop() {
  std::vector<NamedProduct> products;
  for (const char* name :
       {"RED GIFT WRAP", "BLUE GIFT WRAP", "GOLD GIFT WRAP", "RED CARD", "BLUE CARD", "GOLD CARD"}) {
    products.push_back({name, 4, 100});
  }
  for (const char* name : {"RED CANDLE", "BLUE CANDLE", "GOLD CANDLE", "GREEN CANDLE"})
    products.push_back({name, 9, 100});
  return products;
}

TEST(NameGroups, SaysWhatTellsAGroupFromTheOthers) {
  const auto names = NameGroups(Shop(), std::vector<int32_t>{4, 9});
  EXPECT_EQ(names[0], "gift wrap and card");
  EXPECT_THAT(names[1], testing::StartsWith("candle"));
}

TEST(NameGroups, NumbersGroupsWithoutNames) {
  std::vector<NamedProduct> products = Shop();
  products.push_back({"", 7, 10});
  products.push_back({"4711", 7, 10});
  EXPECT_THAT(NameGroups(products, std::vector<int32_t>{7}), ElementsAre("group 7"));
  EXPECT_THAT(NameGroups({}, std::vector<int32_t>{2}), ElementsAre("group 2"));
}

}  // namespace
}  // namespace bestand::scoring
