#include "services/scoring/work/snapshot/packed_scores.h"

#include <gtest/gtest.h>

#include "services/scoring/work/snapshot/score_snapshot.h"

namespace bestand::scoring {
namespace {

CustomerScore Score(const std::string& id, int32_t repeats = 3) {
  return {.summary = {.customer_id = id,
                      .first_day = 1,
                      .last_day = 2,
                      .repeats = repeats,
                      .earlier_repeats = 4,
                      .last_outbound_day = -1,
                      .repeat_value_minor = -6,
                      .total_value_minor = 7},
          .group = 200,
          .as_of_day = 8,
          .alive = .9,
          .buys_again = .1,
          .expected_12_months = 1. / 3,
          .purchase_value_minor = 12,
          .clv_12_months_minor = 13,
          .clv_60_months_minor = 1LL << 60,
          .clv_60_low_minor = 15,
          .clv_60_high_minor = 16,
          .value_at_risk_minor = 17,
          .state = DormancyState::kLost,
          .create_time = absl::FromUnixMicros(1769860800123456)};
}

std::string IdNumber(int number) {
  const std::string digits = std::to_string(number);
  return "c" + std::string(6 - digits.size(), '0') + digits;
}

// Even numbers only.
PackedScores Many(int count) {
  PackedScores scores;
  for (int i = 0; i < count; ++i) scores.Add(Score(IdNumber(2 * i), i));
  return scores;
}

std::shared_ptr<const ScoreSet> Set() { return std::make_shared<const ScoreSet>(ScoreSet{.number = 7}); }

std::vector<std::string> IdsOf(const std::vector<CustomerScore>& scores) {
  std::vector<std::string> ids;
  for (const CustomerScore& score : scores) ids.push_back(score.summary.customer_id);
  return ids;
}

TEST(PackedScores, GiveBackEveryFieldToTheBit) {
  PackedScores scores;
  scores.Add(Score("B.~_-"));
  const CustomerScore score = scores.ScoreOf(0), want = Score("B.~_-");
  EXPECT_EQ(score.summary.customer_id, "B.~_-");
  EXPECT_EQ(score.summary.first_day, 1);
  EXPECT_EQ(score.summary.last_day, 2);
  EXPECT_EQ(score.summary.repeats, 3);
  EXPECT_EQ(score.summary.earlier_repeats, 4);
  EXPECT_EQ(score.summary.last_outbound_day, -1);
  EXPECT_EQ(score.summary.repeat_value_minor, -6);
  EXPECT_EQ(score.summary.total_value_minor, 7);
  EXPECT_EQ(score.group, 200);
  EXPECT_EQ(score.as_of_day, 8);
  EXPECT_EQ(score.alive, want.alive);
  EXPECT_EQ(score.buys_again, want.buys_again);
  EXPECT_EQ(score.expected_12_months, want.expected_12_months);
  EXPECT_EQ(score.purchase_value_minor, 12);
  EXPECT_EQ(score.clv_12_months_minor, 13);
  EXPECT_EQ(score.clv_60_months_minor, 1LL << 60);
  EXPECT_EQ(score.clv_60_low_minor, 15);
  EXPECT_EQ(score.clv_60_high_minor, 16);
  EXPECT_EQ(score.value_at_risk_minor, 17);
  EXPECT_EQ(score.state, DormancyState::kLost);
  EXPECT_EQ(score.create_time, want.create_time);
}

TEST(PackedScores, FindEveryCustomerAcrossPages) {
  const PackedScores scores = Many(10'000);
  for (int i = 0; i < 10'000; ++i) {
    const size_t row = scores.FirstNotBefore(IdNumber(2 * i));
    ASSERT_EQ(row, static_cast<size_t>(i));
    ASSERT_EQ(scores.IdOf(row), IdNumber(2 * i));
    ASSERT_EQ(scores.ScoreOf(row).summary.repeats, i);
    ASSERT_EQ(scores.FirstNotBefore(IdNumber(2 * i + 1)), static_cast<size_t>(i) + 1);
  }
  EXPECT_EQ(scores.FirstNotBefore(""), 0);
  EXPECT_EQ(scores.FirstNotBefore("d"), scores.size());
}

TEST(PackedScores, TakeNoMoreThan150BytesACustomer) {
  const PackedScores scores = Many(100'000);
  EXPECT_LT(scores.bytes() / scores.size(), 150);
  EXPECT_GT(scores.bytes() / scores.size(), sizeof(PackedScore));
}

TEST(PackedScores, NobodyIsNobody) {
  const PackedScores scores;
  EXPECT_EQ(scores.size(), 0);
  EXPECT_EQ(scores.FirstNotBefore("a"), 0);
}

TEST(ScoreSnapshot, ShowsWhatWasReplacedAddedAndRemoved) {
  ScoreSnapshot snapshot(Set(), Many(5));  // c000000 to c000008
  snapshot.Replace({{"c000002", Score("c000002", 77)},
                    {"c000003", Score("c000003", 1)},
                    {"c000004", {}},
                    {"a", Score("a")},
                    {"z", Score("z")},
                    {"gone", {}}});
  EXPECT_EQ(snapshot.Find("c000002")->summary.repeats, 77);
  EXPECT_EQ(snapshot.Find("c000000")->summary.repeats, 0);
  EXPECT_FALSE(snapshot.Find("c000004").has_value());
  EXPECT_FALSE(snapshot.Find("c000001").has_value());
  EXPECT_FALSE(snapshot.Find("gone").has_value());
  const std::vector<std::string> all = {"a", "c000000", "c000002", "c000003", "c000006", "c000008", "z"};
  EXPECT_EQ(IdsOf(snapshot.List("", 100)), all);
  std::vector<std::string> shown;
  snapshot.ForEach([&](const CustomerValue& value) { shown.emplace_back(value.customer_id); });
  EXPECT_EQ(shown, all);
}

TEST(ScoreSnapshot, ListsPageByPageFromAnyPlace) {
  ScoreSnapshot snapshot(Set(), Many(5));
  snapshot.Replace({{"c000003", Score("c000003")}, {"c000006", {}}});
  std::vector<std::string> ids;
  for (auto page = snapshot.List("", 2); !page.empty(); page = snapshot.List(ids.back(), 2)) {
    EXPECT_LE(page.size(), 2);
    for (const std::string& id : IdsOf(page)) ids.push_back(id);
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"c000000", "c000002", "c000003", "c000004", "c000008"}));
  EXPECT_EQ(IdsOf(snapshot.List("c000002", 1)), (std::vector<std::string>{"c000003"}));
}

TEST(ScoreSnapshot, TheLastReplacementCounts) {
  ScoreSnapshot snapshot(Set(), Many(2));
  snapshot.Replace({{"c000000", {}}});
  snapshot.Replace({{"c000000", Score("c000000", 5)}});
  EXPECT_EQ(snapshot.Find("c000000")->summary.repeats, 5);
  EXPECT_EQ(snapshot.replaced(), 1);
}

}  // namespace
}  // namespace bestand::scoring
