#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/reward_catalog/storage/migrations.h"
#include "services/reward_catalog/storage/sql_decision_store.h"
#include "services/reward_catalog/storage/sql_gift_store.h"
#include "services/reward_catalog/storage/sql_reward_store.h"
#include "tests/services/reward_catalog/storage/books.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::reward_catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DecisionStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const Reward& reward : {RewardOfKind("candle", 1900, 2), RewardOfKind("mug", 2100, 2),
                                 RewardOfKind("towel", 2500, 1), RewardOfKind("lamp", 9900, 5)})
      ASSERT_TRUE(rewards_.Create(reward).ok());
    ASSERT_TRUE(budgets_.Create(BudgetOfPence("spring", 10000)).ok());
  }
  void TearDown() override { EXPECT_THAT(FaultsInTheBooks(*database_), IsEmpty()); }

  Decision Offer(const std::string& customer) {
    auto decision = decisions_.Offer({customer, "spring"}, ChooseForAnybody);
    EXPECT_TRUE(decision.ok()) << decision.status();
    return decision.value_or(Decision{});
  }
  Budget BudgetNow() { return budgets_.Get("spring").value_or(Budget{}); }
  Reward RewardNow(const std::string& id) { return rewards_.Get(id).value_or(Reward{}); }

  TestDatabase database_{kMigrations};
  StandingClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  SqlRewardStore rewards_{*database_, clock_};
  SqlBudgetStore budgets_{*database_, clock_};
  SqlGiftStore gifts_{*database_, clock_};
  SqlDecisionStore decisions_{*database_, clock_, absl::Hours(24)};
};

TEST_F(DecisionStoreTest, HoldsOnePieceOfEachAndTheDearestWorth) {
  const Decision decision = Offer("c1");
  EXPECT_THAT(decision.choice.offered, SizeIs(3));
  EXPECT_EQ(RewardNow("towel-2500").held, 1);
  EXPECT_EQ(BudgetNow().held, 2500);
  EXPECT_EQ(BudgetNow().left(), 7500);
}

TEST_F(DecisionStoreTest, ReadsBackWhatItStored) {
  const Decision made = Offer("c1");
  const auto read = decisions_.Get(made.id);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->customer_id, "c1");
  EXPECT_EQ(read->target, (Money{2000, "GBP"}));
  EXPECT_EQ(read->language, Language::kEnglish);
  EXPECT_EQ(read->expire_time, clock_.Now() + absl::Hours(24));
  ASSERT_THAT(read->choice.offered, SizeIs(3));
  for (size_t i = 0; i < 3; ++i) {
    const OfferedReward &was = made.choice.offered[i], &is = read->choice.offered[i];
    EXPECT_EQ(is.reward, was.reward);
    EXPECT_EQ(is.score.value, was.score.value);
    ASSERT_EQ(is.score.terms.size(), was.score.terms.size());
    EXPECT_EQ(is.score.terms[0].value, was.score.terms[0].value);
    EXPECT_EQ(is.score.terms[0].explanation, was.score.terms[0].explanation);
  }
  ASSERT_THAT(read->choice.refused, SizeIs(1));
  EXPECT_EQ(read->choice.refused[0].reason, "TOO_DEAR");
  EXPECT_EQ(read->choice.refused[0].explanation, made.choice.refused[0].explanation);
}

TEST_F(DecisionStoreTest, RemembersTheLanguage) {
  const auto made = decisions_.Offer({"c1", "spring"}, [](const Standing& standing) {
    auto decision = ChooseForAnybody(standing);
    decision->language = Language::kGerman;
    return decision;
  });
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(decisions_.Get(made->id)->language, Language::kGerman);
}

TEST_F(DecisionStoreTest, NeverOffersWhatIsHeldForAnother) {
  Offer("c1");
  const Decision second = Offer("c2");
  for (const OfferedReward& offered : second.choice.offered) EXPECT_NE(offered.kind, "towel");
  EXPECT_THAT(second.choice.offered, SizeIs(2));
}

TEST_F(DecisionStoreTest, NeverOffersAKindOfAnOpenOrAcceptedChoiceAgain) {
  const Decision first = Offer("c1");
  EXPECT_THAT(Offer("c1").choice.offered, IsEmpty());
  ASSERT_TRUE(decisions_.Accept({first.id, "mug-2100"}).ok());
  const Decision again = Offer("c1");
  ASSERT_THAT(again.choice.offered, SizeIs(2));
  for (const OfferedReward& offered : again.choice.offered) EXPECT_NE(offered.kind, "mug");
}

TEST_F(DecisionStoreTest, GivesOnAcceptAndEndsTheOtherHolds) {
  const Decision decision = Offer("c1");
  const auto accepted = decisions_.Accept({decision.id, "candle-1900"});
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->state, DecisionState::kAccepted);
  EXPECT_EQ(accepted->accepted_reward, "candle-1900");
  EXPECT_EQ(RewardNow("candle-1900").stock, 1);
  EXPECT_EQ(RewardNow("candle-1900").held, 0);
  EXPECT_EQ(RewardNow("towel-2500").held, 0);
  EXPECT_EQ(BudgetNow().spent, 1900);
  EXPECT_EQ(BudgetNow().held, 0);
}

TEST_F(DecisionStoreTest, FreesEverythingOnDecline) {
  const Decision decision = Offer("c1");
  ASSERT_TRUE(decisions_.Decline(decision.id).ok());
  EXPECT_EQ(RewardNow("towel-2500").held, 0);
  EXPECT_EQ(BudgetNow().left(), 10000);
  EXPECT_THAT(Offer("c1").choice.offered, SizeIs(3));
}

TEST_F(DecisionStoreTest, TakesNothingOfAClosedChoice) {
  const Decision decision = Offer("c1");
  ASSERT_TRUE(decisions_.Decline(decision.id).ok());
  EXPECT_EQ(ReasonOf(decisions_.Accept({decision.id, "mug-2100"}).status()), "DECISION_CLOSED");
  EXPECT_EQ(ReasonOf(decisions_.Decline(decision.id).status()), "DECISION_CLOSED");
  EXPECT_EQ(ReasonOf(decisions_.SetOutcome(decision.id, Outcome::kUsed).status()), "DECISION_CLOSED");
}

TEST_F(DecisionStoreTest, RefusesWhatWasNotOffered) {
  const Decision decision = Offer("c1");
  EXPECT_EQ(ReasonOf(decisions_.Accept({decision.id, "lamp-9900"}).status()), "REWARD_REFUSED");
  EXPECT_EQ(decisions_.Get(decision.id)->state, DecisionState::kOffered);
}

TEST_F(DecisionStoreTest, KnowsNoOtherDecisions) {
  EXPECT_EQ(ReasonOf(decisions_.Get("f47ac10b-58cc-4372-a567-0e02b2c3d479").status()), "DECISION_UNKNOWN");
  EXPECT_EQ(ReasonOf(decisions_.Get("no-uuid").status()), "DECISION_UNKNOWN");
  EXPECT_EQ(ReasonOf(decisions_.Offer({"c1", "winter"}, ChooseForAnybody).status()), "BUDGET_UNKNOWN");
}

TEST_F(DecisionStoreTest, CountsAChoiceThatIsOverAsFreeBeforeItIsSwept) {
  const Decision decision = Offer("c1");
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(decisions_.Get(decision.id)->state, DecisionState::kExpired);
  EXPECT_EQ(RewardNow("towel-2500").held, 0);
  EXPECT_EQ(BudgetNow().left(), 10000);
  EXPECT_EQ(rewards_.List("", 10)->back().held, 0);
  EXPECT_EQ(budgets_.List()->back().held, 0);
  EXPECT_EQ(ReasonOf(decisions_.Accept({decision.id, "mug-2100"}).status()), "RESERVATION_EXPIRED");
}

TEST_F(DecisionStoreTest, SweepsWhatIsOverOnce) {
  Offer("c1");
  Offer("c2");
  EXPECT_EQ(*decisions_.Expire(), 0);
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(*decisions_.Expire(), 2);
  EXPECT_EQ(*decisions_.Expire(), 0);
  EXPECT_THAT(Offer("c1").choice.offered, SizeIs(3));
}

TEST_F(DecisionStoreTest, OffersAgainWhatIsOverButNotSwept) {
  Offer("c1");
  clock_.Advance(absl::Hours(25));
  EXPECT_THAT(Offer("c2").choice.offered, SizeIs(3));
}

TEST_F(DecisionStoreTest, SaysWhenTheStockWasTakenAwayMeanwhile) {
  const Decision decision = Offer("c1");
  ASSERT_TRUE(rewards_
                  .Update("towel-2500",
                          [](Reward& reward) {
                            reward.stock = 0;
                            return absl::OkStatus();
                          })
                  .ok());
  EXPECT_EQ(ReasonOf(decisions_.Accept({decision.id, "towel-2500"}).status()), "STOCK_EXHAUSTED");
  ASSERT_TRUE(decisions_.Accept({decision.id, "mug-2100"}).ok());
}

TEST_F(DecisionStoreTest, StaysWithinTheBudget) {
  ASSERT_TRUE(budgets_.Create(BudgetOfPence("small", 2000)).ok());
  const auto decision = decisions_.Offer({"c1", "small"}, ChooseForAnybody);
  ASSERT_TRUE(decision.ok());
  ASSERT_THAT(decision->choice.offered, SizeIs(1));
  EXPECT_EQ(decision->choice.offered[0].kind, "candle");
}

TEST_F(DecisionStoreTest, KeepsTheLastOutcome) {
  const Decision decision = Offer("c1");
  ASSERT_TRUE(decisions_.Accept({decision.id, "mug-2100"}).ok());
  ASSERT_TRUE(decisions_.SetOutcome(decision.id, Outcome::kThanked).ok());
  EXPECT_EQ(decisions_.SetOutcome(decision.id, Outcome::kReturned)->outcome, Outcome::kReturned);
}

TEST_F(DecisionStoreTest, LetsAnAcceptedGiftWaitUntilItIsWritten) {
  const Decision decision = Offer("c1");
  ASSERT_TRUE(decisions_.Accept({decision.id, "mug-2100"}).ok());
  const auto waiting = gifts_.Waiting(decision.id);
  ASSERT_TRUE(waiting.ok() && waiting->has_value());
  EXPECT_EQ((*waiting)->kind, "mug");
  EXPECT_EQ((*waiting)->worth, (Money{2100, "GBP"}));
  EXPECT_THAT(*gifts_.Due(10), IsEmpty());  // the first attempt belongs to whoever accepted

  clock_.Advance(absl::Seconds(5));
  ASSERT_THAT(*gifts_.Due(10), SizeIs(1));
  ASSERT_TRUE(gifts_.Postpone(**waiting, absl::Seconds(8)).ok());
  EXPECT_THAT(*gifts_.Due(10), IsEmpty());
  clock_.Advance(absl::Seconds(8));
  EXPECT_EQ(gifts_.Due(10)->at(0).attempts, 1);
  ASSERT_TRUE(gifts_.Written(**waiting).ok());
  EXPECT_THAT(*gifts_.Due(10), IsEmpty());
  EXPECT_FALSE(gifts_.Waiting(decision.id)->has_value());
}

}  // namespace
}  // namespace bestand::reward_catalog
