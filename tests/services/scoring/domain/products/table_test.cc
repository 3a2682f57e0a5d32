#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/scoring/domain/products/first_buys.h"
#include "services/scoring/domain/products/item_figures.h"
#include "services/scoring/domain/products/purchase_table.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<ItemDay> ToVector(std::span<const ItemDay> rows) { return {rows.begin(), rows.end()}; }

TEST(Net, CountsAnItemOncePerDay) {
  const std::vector<ItemLine> lines = {{2, 7, 1}, {1, 9, 3}, {1, 8, 1}, {1, 8, 4}};
  EXPECT_THAT(Net(lines).bought, ElementsAre(ItemDay{1, 8}, ItemDay{1, 9}, ItemDay{2, 7}));
  EXPECT_THAT(Net(lines).returned, IsEmpty());
}

TEST(Net, LeavesOutWhatCameBackWhole) {
  const std::vector<ItemLine> lines = {{1, 8, 4}, {1, 20, -4}, {2, 8, 4}, {2, 9, -3}, {3, 9, -1}};
  EXPECT_THAT(Net(lines).bought, ElementsAre(ItemDay{2, 8}));
  EXPECT_THAT(Net(lines).returned, ElementsAre(1, 3));
}

TEST(Net, OfNothingIsNothing) { EXPECT_THAT(Net({}).bought, IsEmpty()); }

TEST(PurchaseTable, KnowsCustomersItemsAndDays) {
  PurchaseTable table;
  EXPECT_EQ(table.customers(), 0u);
  EXPECT_EQ(table.items(), 0u);
  table.Add(std::vector<ItemDay>{{4, -3}, {7, 20}});
  table.Add({});
  EXPECT_EQ(table.customers(), 2u);
  EXPECT_EQ(table.items(), 8u);
  EXPECT_EQ(table.first_day(), -3);
  EXPECT_EQ(table.last_day(), 20);
  EXPECT_THAT(ToVector(table.Of(0)), ElementsAre(ItemDay{4, -3}, ItemDay{7, 20}));
  EXPECT_THAT(ToVector(table.Of(1)), IsEmpty());
}

TEST(PurchaseTable, BeforeADayHasTheSameCustomers) {
  PurchaseTable table;
  table.Add(std::vector<ItemDay>{{0, 5}, {0, 6}, {1, 5}});
  table.Add(std::vector<ItemDay>{{0, 6}});
  const PurchaseTable before = Before(table, 6);
  EXPECT_EQ(before.customers(), 2u);
  EXPECT_THAT(ToVector(before.Of(0)), ElementsAre(ItemDay{0, 5}, ItemDay{1, 5}));
  EXPECT_THAT(ToVector(before.Of(1)), IsEmpty());
}

// Three customers: 0 then 1; 1 then 0 and 2; 0 and 1 on one day, then 2.
PurchaseTable ThreeCustomers() {
  PurchaseTable table;
  table.Add(std::vector<ItemDay>{{0, 1}, {0, 9}, {1, 5}});
  table.Add(std::vector<ItemDay>{{0, 4}, {1, 2}, {2, 4}});
  table.Add(std::vector<ItemDay>{{0, 3}, {1, 3}, {2, 8}});
  return table;
}

TEST(FirstBuys, CountsWhatWasBoughtTogetherLaterAndAfterTheFirst) {
  const FirstBuys buys(ThreeCustomers(), 3);
  Beside beside;
  buys.Count(1, beside);
  EXPECT_THAT(beside.together, ElementsAre(3, 3, 2));
  EXPECT_THAT(beside.later, ElementsAre(1, 0, 2));
  EXPECT_THAT(beside.after_first, ElementsAre(1, 0, 2));
  buys.Count(0, beside);
  EXPECT_THAT(beside.later, ElementsAre(0, 1, 1));
  EXPECT_THAT(beside.after_first, ElementsAre(0, 1, 1));
  buys.Count(2, beside);
  EXPECT_THAT(beside.later, ElementsAre(0, 0, 0));
  EXPECT_EQ(buys.CustomersOf(2), 2);
}

TEST(FiguresOf, KnowsCustomersGapsAndTrend) {
  const auto items = FiguresOf(ThreeCustomers(), 8);
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0].customers, 3);
  EXPECT_EQ(items[0].recent_customers, 1);
  EXPECT_FLOAT_EQ(items[0].usual_gap_days, 8);
  EXPECT_FLOAT_EQ(items[1].usual_gap_days, 0);
  EXPECT_FLOAT_EQ(items[1].trend, 0);
  // Of 8 customers in all 2 have it, of 2 lately 1: twice the share.
  EXPECT_FLOAT_EQ(items[2].trend * items[2].trend, 2);
}

}  // namespace
}  // namespace bestand::scoring
