// What was recorded about a consent goes when its time is over.

#include "services/consent/storage/erasure/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/storage/erasure/sql_erasure_store.h"
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
