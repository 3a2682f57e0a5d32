// Many threads on few rewards and little money; the tables are the judge.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <random>
#include <thread>

#include "common/error/error.h"
#include "services/reward_catalog/storage/migrations.h"
#include "services/reward_catalog/storage/sql_decision_store.h"
#include "services/reward_catalog/storage/sql_reward_store.h"
#include "tests/services/reward_catalog/storage/books.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::reward_catalog {
namespace {

using testing::IsEmpty;

constexpr int kThreads = 16;

void InThreads(const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

class RaceTest : public testing::Test {
 protected:
  void Stock(int64_t pieces, int64_t pence) {
    for (const std::string kind : {"candle", "mug", "towel", "lamp", "card"})
      ASSERT_TRUE(
          rewards_.Create(RewardOfKind(kind, 1500 + static_cast<int64_t>(kind.size()) * 100, pieces)).ok());
    ASSERT_TRUE(budgets_.Create(BudgetOfPence("spring", pence)).ok());
  }
  absl::StatusOr<Decision> Offer(const std::string& customer) {
    return decisions_.Offer({customer, "spring"}, ChooseForAnybody);
  }

  std::vector<Reward> RewardsNow() { return rewards_.List("", 10).value_or(std::vector<Reward>()); }

  TestDatabase database_{kMigrations, kThreads};
  StandingClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  SqlRewardStore rewards_{*database_, clock_};
  SqlBudgetStore budgets_{*database_, clock_};
  SqlDecisionStore decisions_{*database_, clock_, absl::Hours(24)};
};

// What may come of a call in a race; everything else is a defect.
void ExpectFair(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  EXPECT_TRUE(status.ok() || reason == "CONCURRENT_CHANGE" || reason == "DECISION_CLOSED" ||
              reason == "RESERVATION_EXPIRED")
      << status;
}

TEST_F(RaceTest, NeverOverspendsAndLosesNoHold) {
  Stock(/*pieces=*/20, /*pence=*/40'000);
  std::atomic<int> offered = 0, accepted = 0;
  InThreads([&](int thread) {
    std::mt19937 random(static_cast<unsigned>(thread));
    for (int i = 0; i < 12; ++i) {
      const auto decision = Offer("c" + std::to_string(thread) + "-" + std::to_string(i));
      ExpectFair(decision.status());
      if (!decision.ok() || decision->choice.offered.empty()) continue;
      ++offered;
      const auto& taken = decision->choice.offered[random() % decision->choice.offered.size()];
      switch (random() % 3) {
        case 0: {
          const auto taking = decisions_.Accept({decision->id, taken.reward});
          ExpectFair(taking.status());
          accepted += taking.ok() ? 1 : 0;
          break;
        }
        case 1:
          ExpectFair(decisions_.Decline(decision->id).status());
          break;
        default:
          break;  // stays open
      }
    }
  });
  EXPECT_THAT(FaultsInTheBooks(*database_), IsEmpty());
  EXPECT_GE(offered, 20);
  int64_t given = 0;
  for (const Reward& reward : RewardsNow()) given += 20 - reward.stock;
  EXPECT_EQ(given, accepted);
  EXPECT_GE(accepted, 1);
}

TEST_F(RaceTest, GivesTheLastPieceOnce) {
  Stock(/*pieces=*/1, /*pence=*/1'000'000);
  std::atomic<int> pieces = 0;
  InThreads([&](int thread) {
    const auto decision = Offer("c" + std::to_string(thread));
    ExpectFair(decision.status());
    if (decision.ok()) pieces += static_cast<int>(decision->choice.offered.size());
  });
  EXPECT_LE(pieces, 5);
  EXPECT_GE(pieces, 3);
  EXPECT_THAT(FaultsInTheBooks(*database_), IsEmpty());
}

TEST_F(RaceTest, LetsExactlyOneAcceptanceWin) {
  Stock(/*pieces=*/50, /*pence=*/1'000'000);
  for (int round = 0; round < 10; ++round) {
    const auto decision = Offer("c" + std::to_string(round));
    ASSERT_TRUE(decision.ok()) << decision.status();
    std::atomic<int> won = 0;
    InThreads([&](int thread) {
      const auto& taken = decision->choice.offered[static_cast<size_t>(thread) % 3];
      const auto accepted = thread % 8 == 7 ? decisions_.Decline(decision->id)
                                            : decisions_.Accept({decision->id, taken.reward});
      ExpectFair(accepted.status());
      won += accepted.ok() ? 1 : 0;
    });
    EXPECT_EQ(won, 1);
  }
  EXPECT_THAT(FaultsInTheBooks(*database_), IsEmpty());
}

TEST_F(RaceTest, NeverOffersOneCustomerAKindTwice) {
  Stock(/*pieces=*/50, /*pence=*/1'000'000);
  std::atomic<int> pieces = 0;
  InThreads([&](int) {
    const auto decision = Offer("the-same");
    ASSERT_TRUE(decision.ok()) << decision.status();
    pieces += static_cast<int>(decision->choice.offered.size());
  });
  EXPECT_EQ(pieces, 5);  // as many as there are kinds, over all choices
  EXPECT_THAT(FaultsInTheBooks(*database_), IsEmpty());
}

TEST_F(RaceTest, EndsAHoldOnceWhenAcceptedAtItsEnd) {
  Stock(/*pieces=*/50, /*pence=*/1'000'000);
  std::vector<Decision> open;
  for (int i = 0; i < kThreads; ++i) open.push_back(*Offer("c" + std::to_string(i)));
  clock_.Advance(absl::Hours(24) - absl::Milliseconds(1));
  InThreads([&](int thread) {
    const Decision& decision = open[static_cast<size_t>(thread)];
    if (thread == 0) clock_.Advance(absl::Milliseconds(1));
    if (thread % 2 == 0) ExpectFair(decisions_.Expire().status());
    ExpectFair(decisions_.Accept({decision.id, decision.choice.offered[0].reward}).status());
  });
  ASSERT_TRUE(decisions_.Expire().ok());
  EXPECT_THAT(FaultsInTheBooks(*database_), IsEmpty());
  for (const Reward& reward : RewardsNow()) EXPECT_EQ(reward.held, 0);
}

}  // namespace
}  // namespace bestand::reward_catalog
