#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/reward_catalog/storage/migrations.h"
#include "services/reward_catalog/storage/sql_reward_store.h"
#include "tests/services/reward_catalog/storage/books.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::reward_catalog {
namespace {

class RewardStoreTest : public testing::Test {
 protected:
  TestDatabase database_{kMigrations};
  StandingClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  SqlRewardStore rewards_{*database_, clock_};
  SqlBudgetStore budgets_{*database_, clock_};
};

Reward FullReward() {
  Reward reward = RewardOfKind("wine", 1850, 7);
  reward.display_name = "Côtes du Rhône, \"Vieilles {Vignes}\"";
  reward.attributes = {{"theme", "wine garden"}, {"wine.colour", "red"}};
  reward.minimum_age = 18;
  reward.alcohol = Alcohol::kBeerOrWine;
  reward.moments = {Moment::kOccasion, Moment::kWakeUp};
  reward.broadly_usable = true;
  reward.for_companies = true;
  reward.countries = {"United Kingdom", "EIRE"};
  reward.valid_from = absl::FromUnixMicros(1'700'000'000'123'456);
  reward.valid_until = absl::FromUnixMicros(1'800'000'000'654'321);
  return reward;
}

TEST_F(RewardStoreTest, ReadsBackEveryField) {
  const Reward was = FullReward();
  const auto is = rewards_.Create(was);
  ASSERT_TRUE(is.ok()) << is.status();
  EXPECT_EQ(is->id, was.id);
  EXPECT_EQ(is->display_name, was.display_name);
  EXPECT_EQ(is->kind, was.kind);
  EXPECT_EQ(is->worth, was.worth);
  EXPECT_EQ(is->attributes, was.attributes);
  EXPECT_EQ(is->stock, was.stock);
  EXPECT_EQ(is->held, 0);
  EXPECT_EQ(is->minimum_age, was.minimum_age);
  EXPECT_EQ(is->alcohol, was.alcohol);
  EXPECT_EQ(is->moments, was.moments);
  EXPECT_TRUE(is->broadly_usable);
  EXPECT_TRUE(is->for_companies);
  EXPECT_EQ(is->countries, was.countries);
  EXPECT_EQ(is->valid_from, was.valid_from);
  EXPECT_EQ(is->valid_until, was.valid_until);
  EXPECT_EQ(is->version, 1);
}

TEST_F(RewardStoreTest, RefusesASecondOfTheSameId) {
  ASSERT_TRUE(rewards_.Create(FullReward()).ok());
  EXPECT_EQ(ReasonOf(rewards_.Create(FullReward()).status()), "ROW_CONFLICT");
  ASSERT_TRUE(budgets_.Create(BudgetOfPence("b", 5)).ok());
  EXPECT_EQ(ReasonOf(budgets_.Create(BudgetOfPence("b", 5)).status()), "ROW_CONFLICT");
}

TEST_F(RewardStoreTest, KnowsNoOthers) {
  EXPECT_EQ(ReasonOf(rewards_.Get("nothing").status()), "REWARD_UNKNOWN");
  EXPECT_EQ(ReasonOf(rewards_.Update("nothing", [](Reward&) { return absl::OkStatus(); }).status()),
            "REWARD_UNKNOWN");
  EXPECT_EQ(ReasonOf(budgets_.Get("nothing").status()), "BUDGET_UNKNOWN");
}

TEST_F(RewardStoreTest, ChangesUnderTheNextVersionOrNotAtAll) {
  const std::string id = rewards_.Create(FullReward())->id;
  const auto changed = rewards_.Update(id, [](Reward& reward) {
    reward.stock = 3;
    reward.valid_from.reset();
    return absl::OkStatus();
  });
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->stock, 3);
  EXPECT_FALSE(changed->valid_from.has_value());
  EXPECT_EQ(changed->version, 2);

  const auto refused = rewards_.Update(id, [](Reward& reward) {
    reward.stock = 99;
    return Failure(absl::StatusCode::kAborted, "ETAG_MISMATCH", "Read it again.");
  });
  EXPECT_EQ(ReasonOf(refused.status()), "ETAG_MISMATCH");
  EXPECT_EQ(rewards_.Get(id)->stock, 3);
}

TEST_F(RewardStoreTest, ListsPagesById) {
  for (const int64_t minor : {300, 100, 200})
    ASSERT_TRUE(rewards_.Create(RewardOfKind("mug", minor, 1)).ok());
  const auto first = rewards_.List("", 2);
  ASSERT_EQ(first->size(), 2u);
  EXPECT_EQ(first->at(1).id, "mug-200");
  const auto rest = rewards_.List("mug-200", 2);
  ASSERT_EQ(rest->size(), 1u);
  EXPECT_EQ(rest->at(0).id, "mug-300");
}

TEST_F(RewardStoreTest, ListsBudgetsById) {
  ASSERT_TRUE(budgets_.Create(BudgetOfPence("b", 5)).ok());
  ASSERT_TRUE(budgets_.Create(BudgetOfPence("a", 7)).ok());
  const auto budgets = budgets_.List();
  ASSERT_EQ(budgets->size(), 2u);
  EXPECT_EQ(budgets->at(0).total, 7);
}

}  // namespace
}  // namespace bestand::reward_catalog
