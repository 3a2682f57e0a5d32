#include "services/scoring/domain/products/quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <numeric>

#include "services/scoring/domain/products/first_buys.h"
#include "services/scoring/domain/products/suggest.h"
#include "tests/services/scoring/domain/products/retail.h"

namespace bestand::scoring {
namespace {

using Eigen::Index;
using Eigen::MatrixXf;
using Scores = std::vector<double>;

bool Always(int64_t, int64_t) { return true; }

TEST(QualityMeter, CountsHitsAndTheirPlaces) {
  QualityMeter meter;
  meter.Add(std::vector<uint32_t>{5, 3, 9}, std::vector<uint32_t>{3, 9});
  meter.Add(std::vector<uint32_t>{1}, std::vector<uint32_t>{2});
  meter.Add(std::vector<uint32_t>{1}, {});
  const ListQuality mean = meter.Mean();
  EXPECT_EQ(mean.customers, 2);
  EXPECT_DOUBLE_EQ(mean.hit_rate, .5);
  EXPECT_DOUBLE_EQ(mean.recall, .5);
  EXPECT_DOUBLE_EQ(mean.mrr, .25);
  EXPECT_NEAR(mean.ndcg, (1 / std::log2(3) + 1 / std::log2(4)) / (1 + 1 / std::log2(3)) / 2, 1e-12);
}

TEST(QualityMeter, CountsOnlyTheFirstPlaces) {
  std::vector<uint32_t> ranked(60);
  std::iota(ranked.begin(), ranked.end(), 0u);
  QualityMeter meter;
  meter.Add(ranked, std::vector<uint32_t>{10});
  meter.Add(ranked, std::vector<uint32_t>{50});
  EXPECT_EQ(meter.Mean().hit_rate, 0);
  EXPECT_DOUBLE_EQ(meter.Mean().mrr, 1. / 11 / 2);
}

TEST(SplitAt, TakesEverybodysNextPurchaseDayWithoutItemsNobodyKnew) {
  PurchaseTable table;
  table.Add(std::vector<ItemDay>{{0, 1}, {1, 1}, {1, 6}, {1, 8}, {2, 6}});
  table.Add(std::vector<ItemDay>{{0, 7}});
  table.Add(std::vector<ItemDay>{{0, 2}});
  const NextPurchases split = SplitAt(table, 5);
  EXPECT_EQ(split.past.customers(), 2u);
  EXPECT_THAT(split.next[0], testing::ElementsAre(1));
  EXPECT_THAT(split.next[1], testing::IsEmpty());
}

// The world of the table that the design promises: the past before 1 October, and scores of several methods
// for each of its customers.
class OnlineRetail : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    retail_ = new Retail(ReadRetail());
    split_ = new NextPurchases(SplitAt(retail_->table, DayNumber(2011, 10, 1)));
    const uint32_t items = retail_->table.items();
    const FirstBuys buys(split_->past, items);
    together_ = new MatrixXf(items, items);
    Beside beside;
    for (uint32_t item = 0; item < items; ++item) {
      buys.Count(item, beside);
      for (uint32_t other = 0; other < items; ++other) {
        (*together_)(other, item) = static_cast<float>(beside.together[other]);
      }
    }
  }

  static void TearDownTestSuite() {
    delete together_;
    delete split_;
    delete retail_;
  }

  static double Customers(size_t item) {
    const auto at = static_cast<Index>(item);
    return (*together_)(at, at);
  }

  static std::vector<uint32_t> Known(size_t customer) {
    std::vector<uint32_t> items;
    ForEachItem(split_->past.Of(customer), [&](uint32_t item, auto) { items.push_back(item); });
    return items;
  }

  // Sums rows of a matrix of weights over the items a customer bought.
  static Scores SumOf(const MatrixXf& weights, const std::vector<uint32_t>& items) {
    Eigen::RowVectorXf sum = Eigen::RowVectorXf::Zero(weights.cols());
    for (const uint32_t item : items) sum += weights.row(static_cast<Index>(item));
    return {sum.data(), sum.data() + sum.size()};
  }

  static std::vector<uint32_t> Ranked(const Scores& scores) {
    std::vector<uint32_t> items;
    for (uint32_t item = 0; item < scores.size(); ++item) {
      if (scores[item] > 0) items.push_back(item);
    }
    const size_t kept = std::min<size_t>(items.size(), 50);
    std::partial_sort(
        items.begin(), items.begin() + static_cast<std::ptrdiff_t>(kept), items.end(),
        [&](uint32_t a, uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
    items.resize(kept);
    return items;
  }

  struct Both {
    ListQuality all, fresh;
  };

  static Both Measure(const char* name, const std::function<Scores(size_t customer)>& scores_of) {
    QualityMeter all, fresh;
    for (size_t customer = 0; customer < split_->next.size(); ++customer) {
      const auto& next = split_->next[customer];
      if (next.empty()) continue;
      const std::vector<uint32_t> known = Known(customer);
      Scores scores = scores_of(customer);
      all.Add(Ranked(scores), next);
      for (const uint32_t item : known) scores[item] = 0;
      std::vector<uint32_t> unknown;
      std::set_difference(next.begin(), next.end(), known.begin(), known.end(), std::back_inserter(unknown));
      fresh.Add(Ranked(scores), unknown);
    }
    Print(name, all.Mean(), fresh.Mean());
    return {all.Mean(), fresh.Mean()};
  }

  static void Print(const char* name, const ListQuality& all, const ListQuality& fresh) {
    std::printf("%-34s %.3f / %.3f / %.3f / %.3f   %.3f / %.3f / %.3f / %.3f\n", name, all.hit_rate,
                all.recall, all.ndcg, all.mrr, fresh.hit_rate, fresh.recall, fresh.ndcg, fresh.mrr);
  }

  // As in the table, to its third decimal and a half.
  static void ExpectLike(const ListQuality& found, const ListQuality& table) {
    EXPECT_NEAR(found.hit_rate, table.hit_rate, 0.003);
    EXPECT_NEAR(found.recall, table.recall, 0.0015);
    EXPECT_NEAR(found.ndcg, table.ndcg, 0.0015);
    EXPECT_NEAR(found.mrr, table.mrr, 0.003);
  }

  static void ExpectNoWorse(const ListQuality& found, const ListQuality& table) {
    EXPECT_GE(found.hit_rate, table.hit_rate);
    EXPECT_GE(found.recall, table.recall);
    EXPECT_GE(found.ndcg, table.ndcg);
    EXPECT_GE(found.mrr, table.mrr);
  }

  static Retail* retail_;
  static NextPurchases* split_;
  static MatrixXf* together_;  // customers of both of two items
};

Retail* OnlineRetail::retail_ = nullptr;
NextPurchases* OnlineRetail::split_ = nullptr;
MatrixXf* OnlineRetail::together_ = nullptr;

TEST_F(OnlineRetail, HasTheCustomersOfTheTable) {
  EXPECT_EQ(split_->past.customers(), 3613u);
  int64_t back = 0;
  for (size_t customer = 0, at = 0; customer < retail_->table.customers(); ++customer) {
    const auto rows = retail_->table.Of(customer);
    const auto is_past = [](const ItemDay& row) { return row.day < DayNumber(2011, 10, 1); };
    if (std::none_of(rows.begin(), rows.end(), is_past)) continue;
    ++at;
    back += std::all_of(rows.begin(), rows.end(), is_past) ? 0 : 1;
  }
  EXPECT_EQ(back, 1838);
}

TEST_F(OnlineRetail, PopularityIsTheTables) {
  Scores popular(retail_->table.items());
  for (size_t item = 0; item < popular.size(); ++item) popular[item] = Customers(item);
  const Both found = Measure("popularity", [&](size_t) { return popular; });
  ExpectLike(found.all, {0, .436, .034, .072, .187});
  ExpectLike(found.fresh, {0, .229, .021, .034, .094});
}

TEST_F(OnlineRetail, PersonalFrequencyIsTheTables) {
  const Both found = Measure("personal frequency", [&](size_t customer) {
    Scores scores(retail_->table.items());
    for (size_t item = 0; item < scores.size(); ++item) scores[item] = Customers(item) / 1e6;
    ForEachItem(split_->past.Of(customer),
                [&](uint32_t item, auto rows) { scores[item] += static_cast<double>(rows.size()); });
    return scores;
  });
  ExpectLike(found.all, {0, .763, .161, .277, .471});
}

TEST_F(OnlineRetail, ItemCosineIsTheTables) {
  MatrixXf cosine = *together_;
  for (Index row = 0; row < cosine.rows(); ++row) {
    for (Index column = 0; column < cosine.cols(); ++column) {
      const float product = (*together_)(row, row) * (*together_)(column, column);
      cosine(row, column) = row == column || product == 0 ? 0 : cosine(row, column) / std::sqrt(product);
    }
  }
  const Both found = Measure("item cosine", [&](size_t customer) { return SumOf(cosine, Known(customer)); });
  ExpectLike(found.all, {0, .532, .076, .154, .293});
  ExpectLike(found.fresh, {0, .330, .049, .072, .164});
}

// EASE^R as published, all its weights, beside what the service keeps of them.
TEST_F(OnlineRetail, EaseIsTheTables) {
  const auto weights = EaseWeights(*together_, 200, Always);
  ASSERT_TRUE(weights.ok()) << weights.status();
  const Both plain = Measure("EASE^R", [&](size_t customer) { return SumOf(*weights, Known(customer)); });
  ExpectLike(plain.all, {0, .647, .115, .213, .366});
  ExpectLike(plain.fresh, {0, .418, .064, .087, .195});
}

TEST_F(OnlineRetail, BothListsOfTheServiceAreNoWorseThanTheTables) {
  const auto quality = MeasureProducts(retail_->table, DayNumber(2011, 10, 1), {}, Always);
  ASSERT_TRUE(quality.ok()) << quality.status();
  Print("the service's lists", quality->again, quality->fresh);
  ExpectNoWorse(quality->again, {0, .763, .161, .277, .471});
  ExpectNoWorse(quality->fresh, {0, .453, .070, .099, .217});
}

}  // namespace
}  // namespace bestand::scoring
