// What was recorded about a consent goes when its time is over.

#include "services/consent/storage/erasure/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/time/deadline.h"
#include "services/consent/storage/erasure/ground_retention.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/log_appender.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

struct RetentionHouse : ConsentHouse {
  int64_t Expire() {
    const auto expired = ExpireConsents(*database, means, {});
    EXPECT_TRUE(expired.ok()) << expired.status();
    return expired.value_or(-1);
  }
  // Which events have a payload still.
  std::vector<bool> There() {
    std::vector<bool> there;
    for (const auto& payload : Payloads()) there.push_back(payload.has_value());
    return there;
  }
  void MoveTo(int year, int month, int day) {
    clock.Set(absl::FromCivil(absl::CivilDay(year, month, day), absl::UTCTimeZone()));
  }

  SqlErasureStore erasures{{*database, means, subject_keys, Rules(key).address_key}};
};

TEST(Retention, ForgetsWhatNobodyConfirmed) {
  RetentionHouse house;  // on 1 March 2026
  house.Ask("c1");
  house.OptIn("c2");
  house.clock.Advance(absl::Hours(24 * 36));  // 7 to confirm, 30 to keep
  EXPECT_EQ(house.Expire(), 0);
  house.clock.Advance(absl::Hours(25));
  EXPECT_EQ(house.Expire(), 1);
  EXPECT_THAT(house.There(), testing::ElementsAre(false, true, true, true));
  EXPECT_TRUE(house.consents.List("c1")->empty());
  EXPECT_EQ(house.consents.List("c2")->size(), 1u);
  EXPECT_EQ(house.consents.ListEvents({"c1"})->back().kind, EventKind::kExpired);
  EXPECT_EQ(house.Expire(), 0);
  house.OptIn("c1");  // who asks anew begins anew
  EXPECT_TRUE(house.Decide("c1").allowed);
}

TEST(Retention, KeepsWhatIsOpenOrSignedOnPaper) {
  RetentionHouse house;
  house.Ask("c1");
  const OfflineConsent card{.key = {"c1", Channel::kEmail, "news"}, .document = "card 7"};
  ASSERT_TRUE(house.grounds.Record(card).ok());
  house.clock.Advance(absl::Hours(24 * 40));
  house.Ask("c2");
  EXPECT_EQ(house.Expire(), 0);
}

TEST(Retention, ForgetsWithdrawnConsentsAtTheEndOfTheThirdYear) {
  RetentionHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {"page", "", ""}).ok());
  house.MoveTo(2029, 12, 31);
  EXPECT_EQ(house.Expire(), 0);
  house.MoveTo(2030, 1, 1);
  EXPECT_EQ(house.Expire(), 1);
  EXPECT_THAT(house.There(), testing::ElementsAre(false, false, false, true));
  const auto consents = house.consents.List("c1");
  ASSERT_EQ(consents->size(), 1u);
  EXPECT_EQ(consents->front().address, "");
  EXPECT_EQ(house.Decide("c1").reason, "WITHDRAWN") << "that it is withdrawn is still minded";
  EXPECT_EQ(house.Expire(), 0);
}

TEST(Retention, KeepsConsentsToCallsForFiveYearsAfterTheLastUse) {
  RetentionHouse house;
  OptInRequest request{"c1", "c1@example.test", {"news"}, "en", {}};
  request.channel = Channel::kPhone;
  ASSERT_TRUE(house.opt_ins.Request(request).ok());
  const auto due = house.mails.Claim(10, absl::Hours(1));
  const std::string& text = due->front().text;
  ASSERT_TRUE(house.opt_ins.Confirm(text.substr(text.find("Token: ") + 7, 43), {}).ok());
  ASSERT_TRUE(house.grounds.RecordPhoneUse("c1", "news", "call 7").ok());
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kPhone, "news"}, {}).ok());
  house.MoveTo(2031, 2, 28);
  EXPECT_EQ(house.Expire(), 0);
  house.MoveTo(2031, 3, 2);
  EXPECT_EQ(house.Expire(), 1);
}

// What is recorded about a customer's purchase.
std::string RecordSale(ConsentHouse& house, const std::string& customer) {
  const auto recorded = house.grounds.Record(
      ExistingCustomerBasis{customer, Channel::kEmail, "order 1", "checkout", "You may object.", "garden"});
  EXPECT_TRUE(recorded.ok()) << recorded.status();
  return recorded->ground.id;
}

TEST(Retention, ForgetsGroundsThatWereEndedAndKeepsObjectionsBesideThem) {
  RetentionHouse house;  // on 1 March 2026
  const std::string sale = RecordSale(house, "c1"), other = RecordSale(house, "c1");
  ASSERT_TRUE(house.refusals.Object("c1", Channel::kEmail, {"letter", "", ""}).ok());
  ASSERT_TRUE(house.grounds.End("c1", sale, "mistake").ok());
  house.MoveTo(2029, 12, 31);
  EXPECT_EQ(house.Expire(), 0);
  house.MoveTo(2030, 1, 1);
  EXPECT_EQ(house.Expire(), 1);
  EXPECT_THAT(house.There(), testing::ElementsAre(false, true, true, false, true));
  const auto left = house.ground_store.List("c1");
  ASSERT_EQ(left->size(), 1u);
  EXPECT_EQ(left->front().id, other) << "it holds still";
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
  EXPECT_EQ(house.Payloads().back()->payload, "rule=ground\nevents=0 3\n");
  EXPECT_EQ(house.Expire(), 0);
}

TEST(Retention, ForgetsGroundsOfWhoIsNoCustomerAnyMore) {
  RetentionHouse house;
  const auto become = [&](const std::string& customer, Relation relation) {
    ASSERT_TRUE(house.subjects.Store({{{customer, Recipient::kB2c, relation, false, "DE"}}, {}, {}}).ok());
  };
  for (const std::string customer : {"left", "back", "stayed"}) {
    become(customer, Relation::kCustomer);
    RecordSale(house, customer);
  }
  house.MoveTo(2027, 6, 1);
  become("left", Relation::kFormer);
  become("back", Relation::kFormer);
  house.MoveTo(2029, 6, 1);
  become("back", Relation::kCustomer);
  house.MoveTo(2030, 12, 31);
  EXPECT_EQ(house.Expire(), 0);
  house.MoveTo(2031, 1, 1);
  EXPECT_EQ(house.Expire(), 1);
  EXPECT_TRUE(house.ground_store.List("left")->empty());
  house.MoveTo(2040, 1, 1);
  EXPECT_EQ(house.Expire(), 0);
  EXPECT_EQ(house.ground_store.List("back")->size() + house.ground_store.List("stayed")->size(), 2u);
}

TEST(Retention, LooksForOldGroundsWithoutTheEndOfTheLog) {
  RetentionHouse house;
  RecordSale(house, "c1");
  storage::Database others({.conninfo = house.database.conninfo(), .sessions = 1});
  const auto while_others_write = [&](storage::Session& writer) -> absl::Status {
    RETURN_IF_ERROR(LogAppender::Hold(writer, house.means).status());
    const DeadlineScope soon(absl::Now() + absl::Seconds(5));  // who waits for the writer waits for ever
    return house.database
        ->InTransaction([&](storage::Session& session) { return ExpireGrounds(session, house.means, {}); })
        .status();
  };
  EXPECT_TRUE(others.InTransaction(while_others_write).ok());
}

TEST(Retention, KeepsGroundsUnderALegalHold) {
  RetentionHouse house;
  ASSERT_TRUE(house.grounds.End("c1", RecordSale(house, "c1"), "mistake").ok());
  ASSERT_TRUE(house.erasures.Hold({"c1", "lawsuit", "A. Muster"}).ok());
  house.MoveTo(2031, 1, 1);
  EXPECT_EQ(house.Expire(), 0);
  ASSERT_TRUE(house.erasures.Lift({"c1", "it is over", "A. Muster"}).ok());
  EXPECT_EQ(house.Expire(), 1);
}

TEST(Retention, IsStoppedByALegalHold) {
  RetentionHouse house;
  house.Ask("c1");
  ASSERT_TRUE(house.erasures.Hold({"c1", "lawsuit", "A. Muster"}).ok());
  house.clock.Advance(absl::Hours(24 * 40));
  EXPECT_EQ(house.Expire(), 0);
  ASSERT_TRUE(house.erasures.Lift({"c1", "it is over", "A. Muster"}).ok());
  EXPECT_EQ(house.Expire(), 1);
}

}  // namespace
}  // namespace bestand::consent
