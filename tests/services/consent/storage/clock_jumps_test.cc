// A machine whose clock jumps by a day, forth and back: nothing is allowed by it, and nothing is lost.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

struct JumpingHouse : ConsentHouse {
  JumpingHouse() { barrier.Start(); }

  static ContactQuery About(const std::string& customer) {
    return {customer, Channel::kEmail, MessageClass::kMarketing, "news", ""};
  }
  std::string Reserve(const std::string& message) {
    const auto reserved = reservations.Reserve(About("c1"), message);
    return reserved.ok() ? std::string(reserved->verdict.decision.reason) : ReasonOf(reserved.status());
  }
  // What the database and what memory says; both must say the same.
  std::string Reason() {
    const std::string read(Decide("c1").reason);
    const auto known = memory.CheckAll(std::vector{About("c1")});
    EXPECT_EQ(known[0].has_value() ? known[0]->decision.reason : read, read);
    return read;
  }
  std::vector<absl::Time> EventTimes() {
    std::vector<absl::Time> times;
    const auto events = consents.ListEvents({"c1"});
    for (const RecordedEvent& event : *events) times.push_back(event.time);
    return times;
  }

  SqlSlotStore slots{*database, means};
  ContactReservations reservations{checks, slots};
};

TEST(ClockJumps, BackNeitherBringBackAConsentNorChangeTheOrderOfTheLog) {
  JumpingHouse house;
  house.OptIn("c1");
  EXPECT_EQ(house.Reason(), "CONSENT");
  house.clock.Advance(-kDay);
  EXPECT_EQ(house.Reason(), "CONSENT");
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  EXPECT_EQ(house.Reason(), "WITHDRAWN");
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  EXPECT_EQ(house.Reason(), "OBJECTED");
  house.clock.Advance(-kDay);
  EXPECT_EQ(house.Reason(), "OBJECTED");
  const auto times = house.EventTimes();
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end(), std::less_equal<>()));
}

TEST(ClockJumps, ForthEndTokensAndBackGiveThemNoNewLife) {
  JumpingHouse house;
  const std::string token = house.Ask("c1");
  house.clock.Advance(8 * kDay);
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(token, {}).status()), "CONFIRMATION_EXPIRED");
  EXPECT_EQ(house.Reason(), "NEEDS_DOI");
  ASSERT_TRUE(house.refusals.Object("c1", Channel::kFax, {}).ok());  // the log stands at the later time now
  house.clock.Advance(-8 * kDay);
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(token, {}).status()), "CONFIRMATION_EXPIRED");
  EXPECT_EQ(house.Reason(), "NEEDS_DOI");
}

TEST(ClockJumps, ForthAndBackOverrunNoCap) {
  JumpingHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(house.slots.SetPolicy({.in_week = 1}).ok());
  EXPECT_EQ(house.Reserve("m1"), "CONSENT");
  house.clock.Advance(kDay);  // the place that m1 holds has run out meanwhile
  EXPECT_EQ(house.Reserve("m2"), "CONSENT");
  house.clock.Advance(-kDay);
  EXPECT_EQ(ReasonOf(house.slots.Commit("c1", "m1").status()), "RESERVATION_EXPIRED");
  EXPECT_TRUE(house.slots.Commit("c1", "m2").ok());
  EXPECT_EQ(house.Reserve("m3"), "CAP");
  house.clock.Advance(-kDay);
  EXPECT_EQ(house.Reserve("m4"), "CAP");
  EXPECT_EQ(house.Reason(), "CAP");
}

TEST(ClockJumps, BackEndNoPauseAndForgetNoPolicy) {
  JumpingHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(house.wishes.Pause({"c1"}, house.clock.Now() + kDay).ok());
  EXPECT_EQ(house.Reason(), "CAP");
  house.clock.Advance(-kDay);
  EXPECT_EQ(house.Reason(), "CAP");
  EXPECT_EQ(house.Reserve("m1"), "CAP");
}

TEST(ClockJumps, BackMakeNoRoomForMails) {
  JumpingHouse house;
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(house.Ask("c1"), "");
    house.clock.Advance(absl::Minutes(11));
  }
  EXPECT_EQ(house.Ask("c1"), "");  // three a day
  house.clock.Advance(-kDay);
  EXPECT_EQ(house.Ask("c1"), "");
}

// Whether a list check is a day old cannot be told by a clock that stands before it.
TEST(ClockJumps, BackMakeNoListCheckYounger) {
  JumpingHouse house;
  house.profile.Add({"at", Recipient::kB2c, Relation::kCustomer, false, "AT"});
  ASSERT_TRUE(
      house.purposes.SetTemplate({"flyer", MessageClass::kMarketing, "Buy!", "", false, "", {}, "garden"})
          .ok());
  const ExistingCustomerBasis sale{"at", Channel::kEmail, "order", "shop", "You may object.", "garden"};
  ASSERT_TRUE(house.grounds.Record(sale).ok());
  ASSERT_TRUE(house.grounds.Record(ListCheck{"at", Channel::kEmail, "ECG", false}).ok());
  const ContactQuery question{"at", Channel::kEmail, MessageClass::kMarketing, "news", "flyer"};
  const auto allowed = [&] { return house.checks.Check(question)->decision.allowed; };
  EXPECT_TRUE(allowed());
  house.clock.Advance(-kDay);
  EXPECT_FALSE(allowed());
}

}  // namespace
}  // namespace bestand::consent
