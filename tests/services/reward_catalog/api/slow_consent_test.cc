// Recommendations while another service takes its time: they wait without keeping others from anything.

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "tests/services/reward_catalog/api/api_fixture.h"

namespace bestand::reward_catalog {
namespace {

constexpr char kRequestId[] = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
constexpr int kWaiting = 6;

// Fewer sessions and threads than wait, and a consent service that answers when the test lets it.
class SlowConsentTest : public ApiTest {
 protected:
  using Answer = absl::StatusOr<v1::RecommendRewardsResponse>;

  SlowConsentTest() : ApiTest({.sessions = 2, .threads = 2}) {
    others_.before_consent = [this] {
      ++asked_;
      go_on_.WaitForNotification();
    };
  }
  void SetUp() override {
    for (const std::string kind : {"candle", "mug", "towel"}) {
      v1::CreateRewardRequest reward;
      *reward.mutable_reward() = SoundReward(kind, kind, 20);
      reward.mutable_reward()->set_stock_count(100);
      ASSERT_TRUE(Call(&Rewards::CreateReward, reward).ok());
    }
    v1::CreateBudgetRequest budget;
    budget.mutable_budget()->set_name("budgets/spring");
    budget.mutable_budget()->set_display_name("Spring");
    *budget.mutable_budget()->mutable_total() = Pounds(500);
    ASSERT_TRUE(Call(&Budgets::CreateBudget, budget).ok());
  }
  ~SlowConsentTest() override { LetGo(); }

  std::future<Answer> Start(const std::string& customer, const std::string& request_id = kRequestId) {
    v1::RecommendRewardsRequest request;
    request.set_customer("customers/" + customer);
    request.set_moment(v1::MOMENT_WAKE_UP);
    request.set_purpose("purposes/gifts");
    request.set_budget("budgets/spring");
    request.set_request_id(request_id);
    return std::async(std::launch::async,
                      [this, request] { return Call(&Choices::RecommendRewards, request); });
  }
  void AwaitAsked(int times) {
    for (int i = 0; i < 2'000 && asked_ < times; ++i) absl::SleepFor(absl::Milliseconds(5));
    ASSERT_EQ(asked_, times);
  }
  void LetGo() {
    if (!go_on_.HasBeenNotified()) go_on_.Notify();
  }
  google::type::Money HeldMoney() {
    v1::GetBudgetRequest request;
    request.set_name("budgets/spring");
    const auto budget = Call(&Budgets::GetBudget, request);
    EXPECT_TRUE(budget.ok()) << budget.status();
    return budget.ok() ? budget->budget().held() : google::type::Money();
  }

  absl::Notification go_on_;
  std::atomic<int> asked_ = 0;
};

TEST_F(SlowConsentTest, LeavesSessionsAndThreadsToOthersWhileItWaits) {
  std::vector<std::future<Answer>> waiting;
  for (int i = 0; i < kWaiting; ++i)
    waiting.push_back(
        Start("c" + std::to_string(i), "f47ac10b-58cc-4372-a567-0e02b2c3d47" + std::to_string(i)));
  AwaitAsked(kWaiting);
  EXPECT_EQ(HeldMoney().units(), 0);
  v1::CreateRewardRequest another;
  *another.mutable_reward() = SoundReward("lamp", "lamp", 99);
  another.set_request_id("f47ac10b-58cc-4372-a567-0e02b2c3d480");
  EXPECT_TRUE(Call(&Rewards::CreateReward, another).ok());
  LetGo();
  for (auto& answer : waiting) EXPECT_TRUE(answer.get().ok());
  EXPECT_EQ(HeldMoney().units(), kWaiting * 20);
}

TEST_F(SlowConsentTest, HoldsOnceForTheSameRequestAtTheSameTime) {
  std::vector<std::future<Answer>> same;
  for (int i = 0; i < 4; ++i) same.push_back(Start("c1"));
  AwaitAsked(4);
  LetGo();
  const auto first = same[0].get();
  ASSERT_TRUE(first.ok()) << first.status();
  for (size_t i = 1; i < same.size(); ++i) {
    const auto other = same[i].get();
    ASSERT_TRUE(other.ok()) << other.status();
    EXPECT_EQ(other->SerializeAsString(), first->SerializeAsString());
  }
  EXPECT_EQ(HeldMoney().units(), 20);
}

TEST_F(SlowConsentTest, AsksNobodyAgainForARepeatedRequest) {
  LetGo();
  const auto first = Start("c1").get();
  ASSERT_TRUE(first.ok()) << first.status();
  others_.consent_failure = Away("consent");
  const auto again = Start("c1").get();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(asked_, 1);
}

}  // namespace
}  // namespace bestand::reward_catalog
