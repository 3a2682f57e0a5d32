#include "services/consent/domain/opt_ins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/consent/storage/statements.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

std::string ReasonOfConfirming(ConsentHouse& house, const std::string& token) {
  return ReasonOf(house.opt_ins.Confirm(token, {}).status());
}

TEST(OptIns, ConfirmAllPurposesOfOneMail) {
  ConsentHouse house;
  const std::string token = house.Ask("c1", {"news", "birthday"});
  ASSERT_EQ(token.size(), 43);
  const auto confirmed = house.opt_ins.Confirm(token, {});
  ASSERT_TRUE(confirmed.ok());
  EXPECT_EQ(confirmed->consents.size(), 2);
  EXPECT_EQ(confirmed->log_size, 4);
  EXPECT_EQ(house.Decide("c1").row, 7);
}

TEST(OptIns, AllowNothingBeforeTheConfirmation) {
  ConsentHouse house;
  house.Ask("c1");
  EXPECT_EQ(house.Decide("c1").reason, "NEEDS_DOI");
}

TEST(OptIns, TakeATokenOnce) {
  ConsentHouse house;
  const std::string token = house.Ask("c1");
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  EXPECT_EQ(ReasonOfConfirming(house, token), "CONFIRMATION_USED");
}

TEST(OptIns, RefuseForgedAndTruncatedTokens) {
  ConsentHouse house;
  std::string token = house.Ask("c1");
  EXPECT_EQ(ReasonOfConfirming(house, token.substr(0, 42)), "CONFIRMATION_UNKNOWN");
  EXPECT_EQ(ReasonOfConfirming(house, token + "A"), "CONFIRMATION_UNKNOWN");
  EXPECT_EQ(ReasonOfConfirming(house, ""), "CONFIRMATION_UNKNOWN");
  token[7] = token[7] == 'A' ? 'B' : 'A';
  EXPECT_EQ(ReasonOfConfirming(house, token), "CONFIRMATION_UNKNOWN");
  EXPECT_FALSE(house.Decide("c1").allowed);
}

TEST(OptIns, RefuseTokensAfterSevenDays) {
  ConsentHouse house;
  const std::string token = house.Ask("c1");
  house.clock.Advance(absl::Hours(7 * 24));
  EXPECT_EQ(ReasonOfConfirming(house, token), "CONFIRMATION_EXPIRED");
  EXPECT_FALSE(house.Decide("c1").allowed);
}

TEST(OptIns, LetExactlyOneOfRacingConfirmationsWin) {
  ConsentHouse house;
  for (int round = 0; round < 10; ++round) {
    const std::string token = house.Ask("r" + std::to_string(round));
    std::atomic<int> won = 0, used = 0;
    std::vector<std::thread> racers;
    for (int i = 0; i < 4; ++i) {
      racers.emplace_back([&] {
        const auto confirmed = house.opt_ins.Confirm(token, {});
        won += confirmed.ok();
        used += ReasonOf(confirmed.status()) == "CONFIRMATION_USED";
      });
    }
    for (std::thread& racer : racers) racer.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(used, 3);
  }
}

TEST(OptIns, KeepOnlyTheHashOfAToken) {
  static constexpr storage::Statement kFind{
      "test_find_token",
      "SELECT count(*) FROM confirmations WHERE token_hash = sha256(CAST(:token AS bytea))"};
  ConsentHouse house;
  const std::string token = house.Ask("c1");
  const auto read = [&](storage::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(kFind, {{"token", storage::Bytes{token}}}));
    EXPECT_EQ(rows[0].Int(0), 1);
    return absl::OkStatus();
  };
  EXPECT_TRUE(house.database->InSession(read).ok());
}

TEST(OptIns, HoldBackMailsOverTheLimitsAndAnswerTheSame) {
  ConsentHouse house;
  EXPECT_NE(house.Ask("c1"), "");
  OptInRequest request{"c2", "C1@Example.Test", {"news"}, "en", {}};
  const auto limited = house.opt_ins.Request(request);
  ASSERT_TRUE(limited.ok());
  EXPECT_THAT(*house.mails.Claim(10, absl::Hours(1)), testing::IsEmpty());
  ASSERT_EQ(limited->consents.size(), 1);
  EXPECT_EQ(StateOf(limited->consents[0].times, house.clock.Now(), false), ConsentState::kPending);
  house.clock.Advance(absl::Minutes(11));
  EXPECT_NE(house.Ask("c1"), "");
}

TEST(OptIns, SendThreeMailsADayAndFiveInThirtyDays) {
  ConsentHouse house;
  std::vector<int> mails_by_day;
  for (int day = 0; day < 4; ++day) {
    int mails = 0;
    for (int i = 0; i < 5; ++i) {
      mails += !house.Ask("c1").empty();
      house.clock.Advance(absl::Minutes(11));
    }
    mails_by_day.push_back(mails);
    house.clock.Advance(absl::Hours(24));
  }
  EXPECT_THAT(mails_by_day, testing::ElementsAre(3, 2, 0, 0));
  house.clock.Advance(absl::Hours(24 * 30));
  EXPECT_NE(house.Ask("c1"), "");
}

TEST(OptIns, NeverPassTheLimitsUnderConcurrency) {
  ConsentHouse house;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&house, i] {
      OptInRequest request{"c" + std::to_string(i), "victim@example.test", {"news"}, "en", {}};
      EXPECT_TRUE(house.opt_ins.Request(request).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(house.mails.Claim(10, absl::Hours(1))->size(), 1);
}

TEST(OptIns, NameWhatIsUnknown) {
  ConsentHouse house;
  ASSERT_TRUE(house.purposes.CreatePurpose({"silent", "No wording", {}}).ok());
  OptInRequest request{"c1", "c1@example.test", {"nothing"}, "en", {}};
  EXPECT_EQ(ReasonOf(house.opt_ins.Request(request).status()), "PURPOSE_UNKNOWN");
  request.purposes = {"silent"};
  EXPECT_EQ(ReasonOf(house.opt_ins.Request(request).status()), "WORDING_UNKNOWN");
}

TEST(OptIns, TakeNoConfirmedConsentAwayByAskingAgain) {
  ConsentHouse house;
  house.OptIn("c1");
  house.clock.Advance(absl::Hours(1));
  house.Ask("c1", {"news"}, "other@example.test");
  EXPECT_TRUE(house.Decide("c1").allowed);
  EXPECT_EQ(house.consents.List("c1")->front().address, "c1@example.test");
  house.clock.Advance(absl::Hours(24 * 8));
  EXPECT_TRUE(house.Decide("c1").allowed);
}

TEST(OptIns, LiftOlderObjectionsForTheirChannelAlone) {
  ConsentHouse house;
  house.OptIn("c1", {"birthday"});
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  house.clock.Advance(absl::Hours(1));
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
  house.OptIn("c1", {"news"});
  EXPECT_TRUE(house.Decide("c1").allowed);
  const auto post = house.checks.Check({"c1", Channel::kPost, MessageClass::kMarketing, "news", ""});
  EXPECT_EQ(post->decision.reason, "OBJECTED");
  const auto birthday = house.checks.Check({"c1", Channel::kEmail, MessageClass::kMarketing, "birthday", ""});
  EXPECT_EQ(birthday->decision.reason, "WITHDRAWN");
}

TEST(Refusals, EndOpenRequests) {
  ConsentHouse house;
  const std::string first = house.Ask("c1");
  ASSERT_TRUE(house.refusals.Object("c1", Channel::kEmail, {}).ok());
  EXPECT_EQ(ReasonOfConfirming(house, first), "CONFIRMATION_EXPIRED");
  const std::string second = house.Ask("c3");
  ASSERT_TRUE(house.refusals.Withdraw({"c3", Channel::kEmail, "news"}, {}).ok());
  EXPECT_EQ(ReasonOfConfirming(house, second), "CONFIRMATION_EXPIRED");
}

// The purposes of a request with one mail; claimed by nobody yet.
void AskUnclaimed(ConsentHouse& house, const std::string& customer, std::vector<std::string> purposes) {
  ASSERT_TRUE(
      house.opt_ins.Request({customer, customer + "@example.test", std::move(purposes), "en", {}}).ok());
}

TEST(Refusals, EndMailsThatWaitForNothingElse) {
  ConsentHouse house;
  AskUnclaimed(house, "c1", {"news", "birthday"});
  AskUnclaimed(house, "c2", {"news"});
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  ASSERT_TRUE(house.refusals.Withdraw({"c2", Channel::kEmail, "news"}, {}).ok());
  const auto due = house.mails.Claim(10, absl::ZeroDuration());
  ASSERT_EQ(due->size(), 1);
  EXPECT_EQ(due->front().customer, "c1");
  EXPECT_TRUE(*house.mails.IsDue(due->front()));
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  EXPECT_FALSE(*house.mails.IsDue(due->front()));
  EXPECT_TRUE(house.mails.Claim(10, absl::ZeroDuration())->empty());
}

TEST(MailQueue, NotesOnceWhatWasSentWhileItsRequestEnded) {
  ConsentHouse house;
  AskUnclaimed(house, "c1", {"news"});
  const auto due = house.mails.Claim(10, absl::Hours(1));
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(house.mails.MarkSent(due->front(), {"<id>", "250 OK", ""}).ok());
  const auto events = house.consents.ListEvents({"c1", 10, -1});
  ASSERT_EQ(events->size(), 3);
  EXPECT_EQ(events->back().kind, EventKind::kMailSent);
}

TEST(MailQueue, LetsALateWorkerNeitherSendNorPostpone) {
  ConsentHouse house;
  AskUnclaimed(house, "c1", {"news"});
  const auto late = house.mails.Claim(10, absl::ZeroDuration());
  const auto next = house.mails.Claim(10, absl::Hours(1));
  ASSERT_EQ(next->size(), 1);
  EXPECT_FALSE(*house.mails.IsDue(late->front()));
  EXPECT_TRUE(*house.mails.IsDue(next->front()));
  ASSERT_TRUE(house.mails.Postpone(late->front(), absl::ZeroDuration()).ok());
  EXPECT_TRUE(house.mails.Claim(10, absl::ZeroDuration())->empty());
}

TEST(MailQueue, ForgetsOldTokensAndCounts) {
  ConsentHouse house;
  const absl::Time asked = house.clock.Now();
  const std::string token = house.Ask("c1");
  house.clock.Advance(absl::Hours(7 * 24));
  const std::string digest = *DigestOfAddress([&] { return house.key.Get(); }, "c1@example.test");
  const auto count = [&] { return house.contacts.CountMails(digest, house.clock.Now())->in_thirty_days; };
  ASSERT_TRUE(house.mails.RemoveBefore(asked).ok());
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(ReasonOfConfirming(house, token), "CONFIRMATION_EXPIRED");
  ASSERT_TRUE(house.mails.RemoveBefore(house.clock.Now() + absl::Seconds(1)).ok());
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(ReasonOfConfirming(house, token), "CONFIRMATION_UNKNOWN");
}

TEST(Refusals, WithdrawOnceAndTellTwice) {
  ConsentHouse house;
  house.OptIn("c1");
  const ConsentKey key{"c1", Channel::kEmail, "news"};
  const auto first = house.refusals.Withdraw(key, {});
  const auto second = house.refusals.Withdraw(key, {});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->log_size, second->log_size);
  EXPECT_EQ(second->consent.times.withdraw, first->consent.times.withdraw);
  EXPECT_EQ(house.Decide("c1").reason, "WITHDRAWN");
}

TEST(Refusals, NameWhatIsNotThere) {
  ConsentHouse house;
  EXPECT_EQ(ReasonOf(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).status()),
            "CONSENT_NOT_GRANTED");
  EXPECT_EQ(ReasonOf(house.refusals.Withdraw({"c1", Channel::kEmail, "nothing"}, {}).status()),
            "PURPOSE_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.refusals.Lift("c1", std::nullopt, "typo").status()), "OBJECTION_UNKNOWN");
}

TEST(Refusals, LiftAnObjectionThatWasAMistake) {
  ConsentHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  ASSERT_TRUE(house.refusals.Lift("c1", std::nullopt, "wrong person").ok());
  EXPECT_TRUE(house.Decide("c1").allowed);
}

TEST(Refusals, AreInForceBeforeTheyAnswer) {
  ConsentHouse house;
  for (int round = 0; round < 20; ++round) {
    const std::string customer = "w" + std::to_string(round);
    house.profile.Add({customer});
    house.OptIn(customer);
    ASSERT_TRUE(house.Decide(customer).allowed);
    std::atomic<bool> withdrawn = false;
    std::atomic<int> stale = 0;
    std::vector<std::thread> checkers;
    for (int i = 0; i < 3; ++i) {
      checkers.emplace_back([&] {
        for (int left = 10; left > 0;) {
          const bool before = withdrawn;
          const bool allowed = house.Decide(customer).allowed;
          stale += before && allowed;
          left -= before;
        }
      });
    }
    ASSERT_TRUE(house.refusals.Withdraw({customer, Channel::kEmail, "news"}, {}).ok());
    withdrawn = true;
    for (std::thread& checker : checkers) checker.join();
    EXPECT_EQ(stale, 0);
  }
}

}  // namespace
}  // namespace bestand::consent
