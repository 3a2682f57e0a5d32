// Two people with one address, and one person with several: whose word holds for whom.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/domain/opt_in_tokens.h"
#include "services/consent/domain/preferences.h"
#include "services/consent/domain/sign_ups.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

constexpr char kFamily[] = "family@example.test";

struct FamilyHouse : ConsentHouse {
  FamilyHouse() { profile.Add({"c2", Recipient::kB2c, Relation::kCustomer, false}); }

  std::string AskAt(const std::string& address, const std::string& customer,
                    const std::vector<std::string>& purposes = {"news"}) {
    clock.Advance(absl::Minutes(11));
    return Ask(customer, purposes, address);
  }
  void ConfirmBoth() {
    for (const auto customer : {"c1", "c2"}) {
      ASSERT_TRUE(opt_ins.Confirm(AskAt(kFamily, customer), {}).ok());
    }
  }
  void Unsubscribe(const std::string& customer) {
    const auto links_of = preferences.Tokens({customer, Channel::kEmail, "news"});
    const auto change = preferences.Unsubscribe(links_of->unsubscribe, {});
    ASSERT_TRUE(consents.InLog(change->run).ok());
  }

  OptInTokens tokens{consents, Rules(key).address_key};
  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  Preferences preferences{{links, opt_ins, consents, contacts, purposes}};
};

TEST(SharedAddress, LetsEachRefuseForThemselves) {
  FamilyHouse house;
  house.ConfirmBoth();
  house.Unsubscribe("c1");
  EXPECT_EQ(house.Decide("c1").reason, "WITHDRAWN");
  EXPECT_EQ(house.Decide("c2").reason, "CONSENT");
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
  EXPECT_EQ(house.Decide("c2").reason, "CONSENT");
}

TEST(SharedAddress, KeepsWhatOneConfirmedWhenTheOtherSaysThatWasNotMe) {
  FamilyHouse house;
  ASSERT_TRUE(house.opt_ins.Confirm(house.AskAt(kFamily, "c1"), {}).ok());
  const std::string open = house.AskAt(kFamily, "c1", {"birthday"}), strange = house.AskAt(kFamily, "c2");
  ASSERT_TRUE(house.tokens.Disown(strange, {}).ok());
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(strange, {}).status()), "CONFIRMATION_EXPIRED");
  EXPECT_EQ(house.Decide("c1").reason, "CONSENT");
  EXPECT_TRUE(house.opt_ins.Confirm(open, {}).ok()) << "the mail that is there can still be used";
  house.clock.Advance(absl::Hours(31 * 24));
  EXPECT_EQ(house.AskAt(kFamily, "c1", {"birthday"}), "") << "but no other comes, to nobody";
}

TEST(SharedAddress, CountsOnceForAllWhoHaveIt) {
  FamilyHouse house;
  EXPECT_NE(house.Ask("c1", {"news"}, kFamily), "");
  EXPECT_EQ(house.Ask("c2", {"news"}, "Family@Example.test"), "") << "one mail in ten minutes";
}

// Who objects is not written to at any of their addresses, however many they have.
TEST(SeveralAddresses, AreOnePersonsWhoRefusesForAllOfThem) {
  FamilyHouse house;
  ASSERT_TRUE(house.opt_ins.Confirm(house.AskAt("old@example.test", "c1"), {}).ok());
  const std::string fresh = house.AskAt("new@example.test", "c1", {"birthday"});
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
  EXPECT_EQ(ReasonOf(house.opt_ins.Confirm(fresh, {}).status()), "CONFIRMATION_EXPIRED");
}

TEST(SeveralAddresses, CountEachForItself) {
  FamilyHouse house;
  EXPECT_NE(house.Ask("c1", {"news"}, "old@example.test"), "");
  EXPECT_NE(house.Ask("c1", {"news"}, "new@example.test"), "") << "each mailbox has its own limits";
  const std::string third = house.Ask("c1", {"news"}, "third@example.test");
  ASSERT_TRUE(house.tokens.Disown(third, {}).ok());
  EXPECT_NE(house.AskAt("new@example.test", "c1"), "") << "one was not theirs; the others are";
}

TEST(SeveralAddresses, OfASignUpAreStrangersToEachOther) {
  FamilyHouse house;
  const SignUps sign_ups(house.purposes, FamilyHouse::Rules(house.key).address_key);
  EXPECT_EQ(*sign_ups.CustomerOf("Anna@example.test"), *sign_ups.CustomerOf("anna@EXAMPLE.test"));
  EXPECT_NE(*sign_ups.CustomerOf("anna@example.test"), *sign_ups.CustomerOf("anna+shop@example.test"));
}

}  // namespace
}  // namespace bestand::consent
