#include <gmock/gmock.h>

#include "tests/services/reward_catalog/api/api_fixture.h"

namespace bestand::reward_catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class RewardApiTest : public ApiTest {
 protected:
  absl::StatusOr<v1::CreateRewardResponse> Create(const v1::Reward& reward,
                                                  const std::string& request_id = "") {
    v1::CreateRewardRequest request;
    *request.mutable_reward() = reward;
    request.set_request_id(request_id);
    return Call(&Rewards::CreateReward, request);
  }
  absl::StatusOr<v1::UpdateRewardResponse> Update(const v1::Reward& reward,
                                                  const std::vector<std::string>& paths = {}) {
    v1::UpdateRewardRequest request;
    *request.mutable_reward() = reward;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return Call(&Rewards::UpdateReward, request);
  }
  absl::StatusOr<v1::ListRewardsResponse> List(int size, const std::string& token) {
    v1::ListRewardsRequest request;
    request.set_page_size(size);
    request.set_page_token(token);
    return Call(&Rewards::ListRewards, request);
  }
};

TEST_F(RewardApiTest, CreatesAndReturnsWhatWasSent) {
  v1::Reward reward = SoundReward("candle-1", "candle", 12);
  (*reward.mutable_attributes())["theme"] = "candle heart";
  reward.add_moments(v1::MOMENT_WAKE_UP);
  reward.set_alcohol(v1::ALCOHOL_SPIRITS);
  reward.set_minimum_age(18);
  reward.add_countries("United Kingdom");
  reward.mutable_valid_until_time()->set_seconds(1'800'000'000);
  reward.set_for_companies(true);
  reward.set_broadly_usable(true);
  const auto created = Create(reward);
  ASSERT_TRUE(created.ok()) << created.status();
  reward.set_etag(created->reward().etag());
  EXPECT_FALSE(reward.etag().empty());
  EXPECT_EQ(created->reward().SerializeAsString(), reward.SerializeAsString());

  v1::GetRewardRequest get;
  get.set_name("rewards/candle-1");
  EXPECT_EQ(Call(&Rewards::GetReward, get)->reward().SerializeAsString(), reward.SerializeAsString());
}

// A message over gRPC ends at 4 MiB.
TEST_F(RewardApiTest, ListsNoMoreThanAMessageHolds) {
  constexpr int kRewards = 520;  // of 6,500 bytes each
  for (int i = 0; i < kRewards; ++i) {
    v1::Reward reward = SoundReward("long-" + std::to_string(1000 + i), "candle", 12);
    for (int a = 10; a < 60; ++a) {
      (*reward.mutable_attributes())[std::string(60, 'k') + std::to_string(a)] = std::string(64, 'x');
    }
    ASSERT_TRUE(Create(reward).ok());
  }
  const auto first = List(1000, "");
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_LT(first->ByteSizeLong(), 4u << 20);
  EXPECT_LT(first->rewards_size(), kRewards);
  const auto rest = List(1000, first->next_page_token());
  ASSERT_TRUE(rest.ok()) << rest.status();
  EXPECT_EQ(first->rewards_size() + rest->rewards_size(), kRewards);
  EXPECT_GT(rest->rewards(0).name(), first->rewards(first->rewards_size() - 1).name());
  EXPECT_EQ(rest->next_page_token(), "");
}

TEST_F(RewardApiTest, NamesEverythingThatIsWrongAtOnce) {
  v1::Reward reward;
  reward.set_name("rewards/1candle");
  reward.set_kind("Bottle Opener");
  *reward.mutable_worth() = Pounds(-1);
  (*reward.mutable_attributes())["theme"] = std::string(65, 'x');
  reward.set_stock_count(-1);
  reward.set_minimum_age(-1);
  reward.set_alcohol(static_cast<v1::Alcohol>(9));
  reward.add_moments(v1::MOMENT_UNSPECIFIED);
  reward.add_countries("");
  reward.mutable_valid_from_time()->set_seconds(253'402'300'800);
  reward.mutable_valid_until_time()->set_seconds(5);
  const auto created = Create(reward, "no-uuid");
  EXPECT_EQ(created.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(FieldsOf(created.status()),
              testing::IsSupersetOf({"reward.name", "reward.display_name", "reward.kind", "reward.worth",
                                     "reward.attributes", "reward.stock_count", "reward.minimum_age",
                                     "reward.alcohol", "reward.moments[0]", "reward.countries[0]",
                                     "reward.valid_from_time", "reward.valid_until_time", "request_id"}));
}

TEST_F(RewardApiTest, ChangesOnlyTheNamedFields) {
  ASSERT_TRUE(Create(SoundReward("candle-1", "candle", 12)).ok());
  v1::Reward change = SoundReward("candle-1", "mug", 99);
  change.set_stock_count(0);
  const auto updated = Update(change, {"stock_count"});
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->reward().stock_count(), 0);
  EXPECT_EQ(updated->reward().kind(), "candle");
}

TEST_F(RewardApiTest, ChangesAllSetFieldsWithoutAMask) {
  ASSERT_TRUE(Create(SoundReward("candle-1", "candle", 12)).ok());
  v1::Reward change;
  change.set_name("rewards/candle-1");
  change.set_minimum_age(18);
  const auto updated = Update(change);
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->reward().minimum_age(), 18);
  EXPECT_EQ(updated->reward().stock_count(), 5);
}

TEST_F(RewardApiTest, RefusesWhatCannotBeChanged) {
  ASSERT_TRUE(Create(SoundReward("candle-1", "candle", 12)).ok());
  const auto updated = Update(SoundReward("candle-1", "candle", 12), {"held_count", "colour", "kind"});
  EXPECT_THAT(FieldsOf(updated.status()), ElementsAre("update_mask", "update_mask"));
}

TEST_F(RewardApiTest, ChangesOnlyWhatTheEtagKnows) {
  v1::Reward reward = Create(SoundReward("candle-1", "candle", 12))->reward();
  reward.set_stock_count(7);
  const auto first = Update(reward, {"stock_count"});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_NE(first->reward().etag(), reward.etag());
  const auto second = Update(reward, {"stock_count"});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ReasonOf(second.status()), "ETAG_MISMATCH");
}

TEST_F(RewardApiTest, RefusesAValidityThatEndsBeforeItBegins) {
  v1::Reward reward = SoundReward("candle-1", "candle", 12);
  reward.mutable_valid_from_time()->set_seconds(2'000'000'000);
  ASSERT_TRUE(Create(reward).ok());
  reward.mutable_valid_until_time()->set_seconds(1'900'000'000);
  EXPECT_THAT(FieldsOf(Update(reward, {"valid_until_time"}).status()),
              ElementsAre("reward.valid_until_time"));
}

TEST_F(RewardApiTest, NamesAWrongValidityTogetherWithTheRestOfAChange) {
  ASSERT_TRUE(Create(SoundReward("candle-1", "candle", 12)).ok());
  v1::Reward reward = SoundReward("candle-1", "candle", 12);
  reward.mutable_valid_from_time()->set_seconds(2'000'000'000);
  reward.mutable_valid_until_time()->set_seconds(1'900'000'000);
  reward.set_stock_count(-1);
  EXPECT_THAT(FieldsOf(Update(reward).status()),
              testing::UnorderedElementsAre("reward.stock_count", "reward.valid_until_time"));
}

TEST_F(RewardApiTest, TakesAValidityOfLessThanASecond) {
  v1::Reward reward = SoundReward("candle-1", "candle", 12);
  reward.mutable_valid_from_time()->set_seconds(2'000'000'000);
  *reward.mutable_valid_until_time() = reward.valid_from_time();
  EXPECT_THAT(FieldsOf(Create(reward).status()), ElementsAre("reward.valid_until_time"));
  reward.mutable_valid_until_time()->set_nanos(1000);
  EXPECT_TRUE(Create(reward).ok());
}

TEST_F(RewardApiTest, RetiresForGood) {
  ASSERT_TRUE(Create(SoundReward("candle-1", "candle", 12)).ok());
  v1::RetireRewardRequest request;
  request.set_name("rewards/candle-1");
  EXPECT_TRUE(Call(&Rewards::RetireReward, request)->reward().retired());
}

TEST_F(RewardApiTest, ListsPageByPage) {
  for (const std::string id : {"c", "a", "b"}) ASSERT_TRUE(Create(SoundReward(id, "mug", 10)).ok());
  const auto first = List(2, "");
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_THAT(first->rewards(), SizeIs(2));
  EXPECT_EQ(first->rewards(1).name(), "rewards/b");
  const auto second = List(1, first->next_page_token());
  ASSERT_THAT(second->rewards(), SizeIs(1));
  EXPECT_EQ(second->rewards(0).name(), "rewards/c");
  EXPECT_THAT(second->next_page_token(), IsEmpty());
  EXPECT_EQ(ReasonOf(List(1, "nonsense").status()), "PAGE_TOKEN_MISMATCH");
  EXPECT_THAT(FieldsOf(List(-1, "").status()), ElementsAre("page_size"));
}

TEST_F(RewardApiTest, AnswersARetryAsTheFirstTime) {
  const std::string id = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
  const auto first = Create(SoundReward("candle-1", "candle", 12), id);
  const auto retry = Create(SoundReward("candle-1", "candle", 12), id);
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_EQ(retry->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(ReasonOf(Create(SoundReward("mug-1", "mug", 12), id).status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(ReasonOf(Create(SoundReward("candle-1", "candle", 12)).status()), "ROW_CONFLICT");
}

TEST_F(RewardApiTest, KnowsNoOtherIds) {
  v1::GetRewardRequest get;
  get.set_name("rewards/nothing");
  const auto got = Call(&Rewards::GetReward, get);
  EXPECT_EQ(got.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(got.status()), "REWARD_UNKNOWN");
  EXPECT_EQ(ReasonOf(Update(SoundReward("nothing", "mug", 1), {"kind"}).status()), "REWARD_UNKNOWN");
  v1::RetireRewardRequest retire;
  retire.set_name("rewards/nothing");
  EXPECT_EQ(ReasonOf(Call(&Rewards::RetireReward, retire).status()), "REWARD_UNKNOWN");
  v1::GetBudgetRequest budget;
  budget.set_name("budgets/nothing");
  EXPECT_EQ(ReasonOf(Call(&Budgets::GetBudget, budget).status()), "BUDGET_UNKNOWN");
}

TEST_F(RewardApiTest, KeepsBudgets) {
  v1::CreateBudgetRequest request;
  request.mutable_budget()->set_name("budgets/spring");
  request.mutable_budget()->set_display_name("Spring");
  *request.mutable_budget()->mutable_total() = Pounds(500);
  const auto created = Call(&Budgets::CreateBudget, request);
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->budget().left().units(), 500);
  v1::GetBudgetRequest get;
  get.set_name("budgets/spring");
  EXPECT_EQ(Call(&Budgets::GetBudget, get)->budget().SerializeAsString(),
            created->budget().SerializeAsString());
  EXPECT_THAT(Call(&Budgets::ListBudgets, v1::ListBudgetsRequest())->budgets(), SizeIs(1));
  EXPECT_EQ(ReasonOf(Call(&Budgets::CreateBudget, request).status()), "ROW_CONFLICT");
}

TEST_F(RewardApiTest, NamesEverythingThatIsWrongWithABudget) {
  v1::CreateBudgetRequest request;
  request.mutable_budget()->set_name("spring");
  request.set_request_id("x");
  EXPECT_THAT(FieldsOf(Call(&Budgets::CreateBudget, request).status()),
              UnorderedElementsAre("budget.name", "budget.display_name", "budget.total", "request_id"));
}

}  // namespace
}  // namespace bestand::reward_catalog
