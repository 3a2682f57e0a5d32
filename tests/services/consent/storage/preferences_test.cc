#include "services/consent/domain/preferences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

const ConsentKey kNews{"c1", Channel::kEmail, "news"};

struct LinkHouse : ConsentHouse {
  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  Preferences preferences{{links, opt_ins, consents, contacts, purposes}};

  absl::StatusOr<int64_t> Do(const absl::StatusOr<PersonChange>& change) {
    RETURN_IF_ERROR(change.status());
    return consents.InLog(change->run);
  }

  std::string Unsubscribing(const ConsentKey& key = kNews) { return preferences.Tokens(key)->unsubscribe; }
  std::string Deciding() { return preferences.Tokens(kNews)->preferences; }
  EventKind LastEvent() { return consents.ListEvents({"c1"})->back().kind; }
};

TEST(Preferences, EndMessagesByTheLinkBeforeTheAnswer) {
  LinkHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(house.Decide("c1").allowed);
  const auto size =
      house.Do(house.preferences.Unsubscribe(house.Unsubscribing(), {"page", "192.0.2.1", "browser"}));
  ASSERT_TRUE(size.ok()) << size.status();
  EXPECT_EQ(house.Decide("c1").reason, "WITHDRAWN");
  EXPECT_EQ(house.LastEvent(), EventKind::kWithdrawn);
  EXPECT_EQ(*house.Do(house.preferences.Unsubscribe(house.Unsubscribing(), {})), *size) << "twice is once";
}

TEST(Preferences, EndMessagesYearsLater) {
  LinkHouse house;
  house.OptIn("c1");
  const std::string token = house.Unsubscribing();
  house.clock.Advance(absl::Hours(24 * 365 * 10));
  EXPECT_TRUE(house.Do(house.preferences.Unsubscribe(token, {})).ok());
}

// Whatever the message rested on: an exemption must end with it too.
TEST(Preferences, EndMessagesThatRestedOnNoConsent) {
  LinkHouse house;
  ASSERT_TRUE(house.Do(house.preferences.Unsubscribe(house.Unsubscribing(), {})).ok());
  EXPECT_EQ(house.Decide("c1").reason, "WITHDRAWN");
  house.clock.Advance(absl::Minutes(11));
  house.OptIn("c1");
  EXPECT_TRUE(house.Decide("c1").allowed) << "a newer opt-in counts";
}

TEST(Preferences, LookAtALinkWithoutChangingAnything) {
  LinkHouse house;
  house.OptIn("c1");
  const size_t before = house.consents.ListEvents({"c1"})->size();
  const auto view = house.preferences.LookUp(house.Unsubscribing());
  ASSERT_TRUE(view.ok()) << view.status();
  EXPECT_EQ(view->display_name, "Newsletter");
  EXPECT_EQ(view->consent.address, "c1@example.test");
  ASSERT_TRUE(house.preferences.Read(house.Deciding()).ok());
  EXPECT_EQ(house.consents.ListEvents({"c1"})->size(), before);
  EXPECT_TRUE(house.Decide("c1").allowed);
}

TEST(Preferences, ShowEveryPurposeWithItsHistory) {
  LinkHouse house;
  house.OptIn("c1");
  const auto sheet = house.preferences.Read(house.Deciding());
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  ASSERT_EQ(sheet->preferences.size(), 2u);
  EXPECT_EQ(sheet->preferences[0].consent.key.purpose, "birthday");
  EXPECT_FALSE(sheet->preferences[0].consent.times.request.has_value());
  EXPECT_TRUE(sheet->preferences[1].consent.times.confirm.has_value());
  EXPECT_FALSE(sheet->objects_to_all);
  EXPECT_EQ(sheet->events.front().kind, EventKind::kConfirmed) << "newest first";
}

TEST(Preferences, WithdrawOneThingAlone) {
  LinkHouse house;
  house.OptIn("c1", {"news", "birthday"});
  ASSERT_TRUE(
      house.Do(house.preferences.Withdraw(house.Deciding(), {"", Channel::kEmail, "birthday"}, {})).ok());
  EXPECT_TRUE(house.Decide("c1").allowed);
  const auto sheet = house.preferences.Read(house.Deciding());
  EXPECT_TRUE(sheet->preferences[0].consent.times.withdraw.has_value());
}

TEST(Preferences, ObjectToAll) {
  LinkHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(house.Do(house.preferences.ObjectToAll(house.Deciding(), {})).ok());
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
  EXPECT_TRUE(house.preferences.Read(house.Deciding())->objects_to_all);
}

TEST(Preferences, AskAnewAtTheConfirmedAddressWithinTheLimits) {
  LinkHouse house;
  house.OptIn("c1");
  const auto ask = [&] {
    return house.Do(house.preferences.Ask(house.Deciding(), {"", Channel::kEmail, "birthday"}, "de", {}));
  };
  ASSERT_TRUE(ask().ok());
  EXPECT_TRUE(house.mails.Claim(10, absl::Hours(1))->empty()) << "one was sent within ten minutes";
  house.clock.Advance(absl::Minutes(11));
  ASSERT_TRUE(ask().ok());
  const auto mails = house.mails.Claim(10, absl::Hours(1));
  ASSERT_EQ(mails->size(), 1u);
  EXPECT_EQ(mails->front().address, "c1@example.test");
  EXPECT_THAT(mails->front().subject, testing::HasSubstr("Einwilligung"));
  EXPECT_THAT(mails->front().html, testing::HasSubstr("<html lang=\"de\">"));
}

TEST(Preferences, WriteToNoAddressThatNobodyConfirmed) {
  LinkHouse house;
  (void)house.Ask("c1", {"news"}, "stranger@example.test");
  house.clock.Advance(absl::Minutes(11));
  const auto asked =
      house.Do(house.preferences.Ask(house.Deciding(), {"", Channel::kEmail, "birthday"}, "en", {}));
  EXPECT_EQ(ReasonOf(asked.status()), "CONSENT_UNKNOWN");
}

TEST(Preferences, RefuseATokenOfAnotherUseOrNone) {
  LinkHouse house;
  house.OptIn("c1");
  for (const std::string& token : {house.Deciding(), std::string("u.0..x"), std::string()}) {
    EXPECT_EQ(ReasonOf(house.preferences.LookUp(token).status()), "LINK_UNKNOWN");
    EXPECT_EQ(ReasonOf(house.Do(house.preferences.Unsubscribe(token, {})).status()), "LINK_UNKNOWN");
  }
  EXPECT_EQ(ReasonOf(house.preferences.Read(house.Unsubscribing()).status()), "LINK_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.Do(house.preferences.ObjectToAll(house.Unsubscribing(), {})).status()),
            "LINK_UNKNOWN");
  EXPECT_TRUE(house.Decide("c1").allowed);
}

}  // namespace
}  // namespace bestand::consent
