#include "services/scoring/domain/products/suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/scoring/domain/products/fit_products.h"

namespace bestand::scoring {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool Always(int64_t, int64_t) { return true; }

using Rows = std::vector<ItemDay>;

// Forty customers who buy 0 and, ten days later, 1; forty who buy 2 and then 3; everybody buys 4 every 10
// days.
PurchaseTable TwoKinds() {
  PurchaseTable table;
  for (int customer = 0; customer < 80; ++customer) {
    const uint32_t kind = customer < 40 ? 0 : 2;
    Rows rows = {{kind, 100}, {kind + 1, 110}, {4, 90}, {4, 100}, {4, 110}};
    std::sort(rows.begin(), rows.end());
    table.Add(rows);
  }
  return table;
}

ProductModel Fitted(const PurchaseTable& table, ProductFitOptions options = {}) {
  options.penalty = 1;
  return *FitProducts(table, table.last_day(), options, Always);
}

template <class Entry>
std::vector<uint32_t> Items(const std::vector<Entry>& list) {
  std::vector<uint32_t> items;
  for (const Entry& entry : list) items.push_back(entry.item);
  return items;
}

Suggestions Suggest(const ProductModel& model, const Rows& bought, const std::vector<uint32_t>& unwanted = {},
                    int32_t day = 110) {
  return Suggester(model).Suggest({bought, unwanted, day});
}

TEST(Suggester, ExplainsWhatIsNewByWhatItCameAfter) {
  const ProductModel model = Fitted(TwoKinds());
  const Suggestions found = Suggest(model, {{0, 105}});
  ASSERT_FALSE(found.fresh.empty());
  EXPECT_FALSE(found.trending);
  EXPECT_EQ(found.fresh[0].item, 1u);
  ASSERT_TRUE(found.fresh[0].from.has_value());
  EXPECT_EQ(found.fresh[0].from->from, 0u);
  EXPECT_EQ(found.fresh[0].from->customers, 40);
  EXPECT_GT(found.fresh[0].lift.lower, 1);
  EXPECT_LT(found.fresh[0].lift.lower, found.fresh[0].lift.lift);
}

TEST(Suggester, NeverSuggestsWhatWasBoughtOrIsUnwanted) {
  const ProductModel model = Fitted(TwoKinds());
  const Suggestions found = Suggest(model, {{0, 105}, {4, 105}}, {1, 4});
  EXPECT_THAT(Items(found.again), ElementsAre(0));
  for (const uint32_t item : Items(found.fresh)) {
    EXPECT_TRUE(item == 2 || item == 3) << item;
  }
}

TEST(Suggester, KnowsTheOwnRhythmAndThatOfAll) {
  const ProductModel model = Fitted(TwoKinds());
  const auto of = [&](const Rows& rows, int32_t day) { return Suggest(model, rows, {}, day).again.front(); };
  const Rows own = {{4, 60}, {4, 80}, {4, 100}};
  EXPECT_TRUE(of(own, 105).own_gap);
  EXPECT_EQ(of(own, 105).gap_days, 20);
  EXPECT_EQ(of(own, 105).days, 3);
  EXPECT_EQ(of(own, 109).rhythm, Rhythm::kNotYet);
  EXPECT_EQ(of(own, 110).rhythm, Rhythm::kDue);
  EXPECT_EQ(of(own, 130).rhythm, Rhythm::kDue);
  EXPECT_EQ(of(own, 131).rhythm, Rhythm::kOverdue);
  EXPECT_FALSE(of({{4, 100}}, 110).own_gap);
  EXPECT_EQ(of({{4, 100}}, 110).gap_days, 10);
  EXPECT_EQ(of({{4, 100}}, 110).rhythm, Rhythm::kDue);
  EXPECT_EQ(of({{0, 100}}, 110).rhythm, Rhythm::kUnknown);
}

TEST(Suggester, PutsFirstWhatIsBoughtMoreOften) {
  const ProductModel model = Fitted(TwoKinds());
  EXPECT_THAT(Items(Suggest(model, {{0, 100}, {2, 80}, {2, 90}}).again), ElementsAre(2, 0));
}

TEST(Suggester, ShowsANewcomerWhatMostBuyLately) {
  const ProductModel model = Fitted(TwoKinds());
  const Suggestions found = Suggest(model, {});
  EXPECT_TRUE(found.trending);
  EXPECT_THAT(found.again, IsEmpty());
  ASSERT_EQ(found.fresh.size(), 5u);
  EXPECT_EQ(found.fresh[0].item, 4u);
}

TEST(Suggester, PassesOverItemsTheModelDoesNotKnow) {
  const ProductModel model = Fitted(TwoKinds());
  const Suggestions found = Suggest(model, {{77, 100}}, {78});
  EXPECT_TRUE(found.trending);
  EXPECT_THAT(found.again, IsEmpty());
}

TEST(Suggester, HasNoSuggestionWithoutItems) {
  const ProductModel model = Fitted(PurchaseTable());
  EXPECT_THAT(Suggest(model, {}).fresh, IsEmpty());
  EXPECT_THAT(Suggest(model, {{3, 4}}).again, IsEmpty());
}

TEST(Suggester, HasOnlyWhatIsBoughtAgainInAWorldOfOneItem) {
  PurchaseTable table;
  for (int customer = 0; customer < 10; ++customer) table.Add(Rows{{0, customer}});
  const ProductModel model = Fitted(table);
  EXPECT_THAT(Items(Suggest(model, {{0, 3}}).again), ElementsAre(0));
  EXPECT_THAT(Suggest(model, {{0, 3}}).fresh, IsEmpty());
  EXPECT_THAT(Items(Suggest(model, {}).fresh), ElementsAre(0));
}

TEST(Suggester, OfTwoCustomersSuggestsWhatIsBoughtLately) {
  PurchaseTable table;
  table.Add(Rows{{0, 1}, {1, 2}});
  table.Add(Rows{{0, 1}});
  const Suggestions found = Suggest(Fitted(table), {{0, 1}});
  EXPECT_TRUE(found.trending);
  EXPECT_THAT(Items(found.fresh), ElementsAre(1));
}

TEST(Suggester, GivesNoMoreThanAskedFor) {
  const ProductModel model = Fitted(TwoKinds());
  const Rows bought = {{0, 100}, {4, 100}};
  const Suggestions found = Suggester(model).Suggest({bought, {}, 110, 1, 1});
  EXPECT_EQ(found.again.size(), 1u);
  EXPECT_EQ(found.fresh.size(), 1u);
  const Suggestions none = Suggester(model).Suggest({bought, {}, 110, 0, 0});
  EXPECT_THAT(none.again, IsEmpty());
  EXPECT_THAT(none.fresh, IsEmpty());
}

TEST(Suggester, SaysTheSameOfACustomerWhoeverCameBefore) {
  const ProductModel model = Fitted(TwoKinds());
  Suggester busy(model);
  const Rows other = {{2, 100}, {4, 100}}, bought = {{0, 105}};
  busy.Suggest({other, {}, 110});
  const Suggestions again = busy.Suggest({bought, {}, 110}), alone = Suggest(model, bought);
  ASSERT_EQ(Items(again.fresh), Items(alone.fresh));
  EXPECT_EQ(again.fresh[0].score, alone.fresh[0].score);
}

TEST(FitProducts, BeyondTheDenseLimitUsesCosines) {
  ProductFitOptions options;
  options.most_dense = 2;
  const ProductModel model = Fitted(TwoKinds(), options);
  EXPECT_FALSE(model.dense);
  const Links& links = model.links[0];
  ASSERT_THAT(links.items, ElementsAre(1, 4));
  EXPECT_FLOAT_EQ(links.weights[0], 1);
  EXPECT_FLOAT_EQ(links.weights[1], static_cast<float>(40 / std::sqrt(40. * 80.)));
  EXPECT_EQ(Suggest(model, {{0, 105}}).fresh[0].item, 1u);
}

TEST(FitProducts, LinksNothingOfFewCustomers) {
  ProductFitOptions options;
  options.least_customers = 41;
  const ProductModel model = Fitted(TwoKinds(), options);
  for (const Links& links : model.links) EXPECT_THAT(links.items, IsEmpty());
}

TEST(FitProducts, StopsWhenAsked) {
  const auto model = FitProducts(TwoKinds(), 110, {}, [](int64_t, int64_t) { return false; });
  EXPECT_TRUE(absl::IsCancelled(model.status()));
}

}  // namespace
}  // namespace bestand::scoring
