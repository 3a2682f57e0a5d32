// A consent that was long not used is told of before it is stale: by checks from the database and from
// memory.

#include <gtest/gtest.h>

#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/domain/staleness.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

absl::Time NoonOf(int year, int month, int day) {
  return absl::FromCivil(absl::CivilHour(year, month, day, 12), absl::UTCTimeZone());
}

struct StaleHouse : ConsentHouse {
  StaleHouse() {
    clock.Set(NoonOf(2026, 3, 1));
    Decide("c1");
    OptIn("c1");
    barrier.Start();
    (void)barrier.Wait();
  }

  static ContactQuery About(Channel channel) { return {"c1", channel, MessageClass::kMarketing, "news", ""}; }
  // From the database, and the same from memory.
  std::optional<absl::Time> Warning(Channel channel = Channel::kEmail) {
    const auto read = checks.Check(About(channel));
    EXPECT_TRUE(read.ok() && read->decision.allowed) << read.status();
    const ContactQuery query = About(channel);
    const auto remembered = memory.CheckAll({&query, 1})[0];
    EXPECT_TRUE(remembered.has_value());
    EXPECT_EQ(remembered.value_or(ContactVerdict{}).stale_at, read->stale_at);
    return read->stale_at;
  }
  void OptInToCalls() {
    OptInRequest request{"c1", "c1@example.test", {"news"}};
    request.channel = Channel::kPhone;
    clock.Advance(absl::Minutes(11));
    ASSERT_TRUE(opt_ins.Request(request).ok());
    const std::string text = mails.Claim(10, absl::Hours(1))->back().text;
    ASSERT_TRUE(opt_ins.Confirm(text.substr(text.find("Token: ") + 7, 43), {}).ok());
    ASSERT_TRUE(grounds.Record(NumberVerification{"c1", "+49 30 1", "code"}).ok());
  }

  SqlSlotStore slots{*database, means};
  ContactReservations reservations{checks, slots};
};

TEST(StaleWarnings, ComeAfterAYearAndSayUntilWhenTheConsentCounts) {
  StaleHouse house;
  house.clock.Set(NoonOf(2027, 3, 1) - absl::Seconds(1));
  EXPECT_EQ(house.Warning(), std::nullopt);
  house.clock.Set(NoonOf(2027, 3, 1) + absl::Seconds(1));
  ASSERT_TRUE(house.Warning().has_value());
  const absl::Time stale = *house.Warning();
  EXPECT_LT(absl::AbsDuration(stale - NoonOf(2028, 3, 1)), absl::Seconds(1));
  house.clock.Set(stale);
  EXPECT_EQ(house.Warning(), stale);
  house.clock.Set(stale + absl::Seconds(1));
  const auto after = house.checks.Check(StaleHouse::About(Channel::kEmail));
  EXPECT_EQ(after->decision.reason, "STALE");
  EXPECT_EQ(after->stale_at, std::nullopt);
}

TEST(StaleWarnings, EndWithACommittedContactAlone) {
  StaleHouse house;
  house.clock.Set(NoonOf(2027, 6, 1));
  ASSERT_TRUE(house.Warning().has_value());
  ASSERT_TRUE(house.reservations.Reserve(StaleHouse::About(Channel::kEmail), "m1").ok());
  EXPECT_TRUE(house.Warning().has_value());
  ASSERT_TRUE(house.slots.Commit("c1", "m1").ok());
  EXPECT_EQ(house.Warning(), std::nullopt);
  house.clock.Set(NoonOf(2028, 6, 2));
  EXPECT_EQ(house.Warning(), NoonOf(2029, 6, 1));
  const auto past = house.checks.CheckAt(StaleHouse::About(Channel::kEmail), NoonOf(2027, 5, 31));
  ASSERT_TRUE(past.ok()) << past.status();
  EXPECT_LT(*past->stale_at, NoonOf(2028, 3, 2)) << "the contact was not yet";
}

TEST(StaleWarnings, OfCallsEndWithARecordedCall) {
  StaleHouse house;
  house.OptInToCalls();
  house.clock.Set(NoonOf(2027, 6, 1));
  ASSERT_TRUE(house.Warning(Channel::kPhone).has_value());
  ASSERT_TRUE(house.grounds.RecordPhoneUse("c1", "news", "called").ok());
  EXPECT_EQ(house.Warning(Channel::kPhone), std::nullopt);
  EXPECT_TRUE(house.Warning(Channel::kEmail).has_value()) << "that of mails was not used";
}

TEST(StaleWarnings, NeedNobodyWithAnActiveContract) {
  StaleHouse house;
  house.clock.Set(NoonOf(2027, 6, 1));
  ASSERT_TRUE(house.Warning().has_value());
  const Subject customer{"c1", Recipient::kB2c, Relation::kCustomer, true, "DE"};
  ASSERT_TRUE(house.subjects.Store({{customer}, {}, {}}).ok());
  EXPECT_EQ(house.Warning(), std::nullopt);
}

// What lists of consents show rests on the same.
TEST(StaleWarnings, AreRightForConsentsInLists) {
  StaleHouse house;
  house.clock.Set(NoonOf(2027, 6, 1));
  const Subject customer{"c1", Recipient::kB2c, Relation::kCustomer, true, "DE"};
  const auto warned = [&] {
    const Consent consent = house.consents.List("c1")->at(0);
    return StaleWarning(consent.times, house.clock.Now(), consent.contract_active).has_value();
  };
  EXPECT_TRUE(warned());
  ASSERT_TRUE(house.subjects.Store({{customer}, {}, {}}).ok());
  EXPECT_FALSE(warned());
}

}  // namespace
}  // namespace bestand::consent
