#include "services/consent/domain/contact_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "common/id/digest.h"
#include "services/consent/domain/subject_feed.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void SetApproved(ConsentHouse& house, const std::string& id, MessageClass message_class) {
  ASSERT_TRUE(
      house.purposes.SetTemplate({id, message_class, "Your parcel is on its way.", "", false, "", {}}).ok());
  ASSERT_TRUE(house.purposes.ApproveTemplate(id, Sha256("Your parcel is on its way."), "lawyer").ok());
}

RuledCountries RuledThere(const ConsentHouse& house) { return house.rules->CountriesAt(house.clock.Now()); }

TEST(ContactChecks, DenyAndAnswerForUnknownCustomers) {
  ConsentHouse house;
  const auto verdict = house.checks.Check({"nobody", Channel::kEmail, MessageClass::kMarketing, "news", ""});
  ASSERT_TRUE(verdict.ok());
  EXPECT_EQ(verdict->decision.reason, "UNDETERMINED");
  EXPECT_EQ(verdict->valid_until, house.clock.Now() + absl::Minutes(15));
}

TEST(ContactChecks, FailClosedWhileCustomerProfileIsAway) {
  ConsentHouse house;
  house.OptIn("c1");
  house.profile.SetAway(true);
  EXPECT_EQ(house.Decide("c1").reason, "UNDETERMINED");
  SetApproved(house, "parcel", MessageClass::kService);
  EXPECT_EQ(house.Decide("c1", MessageClass::kService, "parcel").reason, "SERVICE");
  house.profile.SetAway(false);
  house.clock.Advance(absl::Seconds(2));
  EXPECT_TRUE(house.Decide("c1").allowed);
}

TEST(ContactChecks, GoByTheRulesOfTheCustomersCountry) {
  ConsentHouse house;
  house.profile.Add({"vienna", Recipient::kB2c, Relation::kCustomer, false, "Austria"});
  house.profile.Add({"london", Recipient::kB2c, Relation::kCustomer, false, "United Kingdom"});
  house.OptIn("vienna");
  house.OptIn("london");
  EXPECT_EQ(house.Decide("vienna").rule_set, "at-v1");
  EXPECT_EQ(house.Decide("vienna").reason, "CONSENT");
  EXPECT_EQ(house.Decide("london").reason, "UNDETERMINED");
}

// An older version of the service stores subjects without their country.
TEST(ContactChecks, AskAnewForACountryThatWasNotReadYet) {
  static constexpr storage::Statement kForget{"test_forget", "UPDATE subjects SET country = NULL"};
  ConsentHouse house;
  house.OptIn("c1");
  house.Decide("c1");
  ASSERT_TRUE(house.database->InSession([](storage::Session& s) { return s.Run(kForget).status(); }).ok());
  EXPECT_THAT(*house.subjects.Missing(std::vector<std::string>{"c1"}), ElementsAre("c1"));
  house.profile.SetAway(true);
  EXPECT_EQ(house.Decide("c1").reason, "UNDETERMINED");
  house.profile.SetAway(false);
  house.clock.Advance(absl::Seconds(2));
  EXPECT_EQ(house.Decide("c1").reason, "CONSENT");
  const int asked = house.profile.asked();
  EXPECT_EQ(house.Decide("c1").reason, "CONSENT");
  EXPECT_EQ(house.profile.asked(), asked);
}

TEST(ContactChecks, LeaveCustomerProfileAloneWhileItIsAway) {
  ConsentHouse house;
  house.profile.SetAway(true);
  for (int i = 0; i < 5; ++i) house.Decide("c1");
  EXPECT_EQ(house.profile.asked(), 1);
  house.clock.Advance(absl::Seconds(2));
  house.Decide("c1");
  EXPECT_EQ(house.profile.asked(), 2);
}

TEST(ContactChecks, AskCustomerProfileOnceAboutACustomer) {
  ConsentHouse house;
  house.Decide("c1");
  house.Decide("c1");
  EXPECT_EQ(house.profile.asked(), 1);
}

TEST(ContactChecks, PrepareManyInOneCall) {
  ConsentHouse house;
  std::vector<std::string> customers;
  for (int i = 0; i < 50; ++i) {
    customers.push_back("p" + std::to_string(i));
    house.profile.Add({customers.back()});
  }
  house.checks.Prepare(customers);
  for (const std::string& customer : customers) EXPECT_EQ(house.Decide(customer).reason, "NEEDS_DOI");
  EXPECT_EQ(house.profile.asked(), 1);
}

TEST(ContactChecks, NameUnknownPurposes) {
  ConsentHouse house;
  const auto verdict = house.checks.Check({"c1", Channel::kEmail, MessageClass::kMarketing, "nothing", ""});
  EXPECT_EQ(ReasonOf(verdict.status()), "PURPOSE_UNKNOWN");
}

TEST(ContactChecks, AreUndeterminedWithoutAKnownTemplate) {
  ConsentHouse house;
  EXPECT_EQ(house.Decide("c1", MessageClass::kService, "nothing").reason, "UNDETERMINED");
}

TEST(ContactChecks, AreUndeterminedWhenANamedTemplateIsUnknown) {
  ConsentHouse house;
  house.OptIn("c1");
  for (const auto message_class : {MessageClass::kMarketing, MessageClass::kSurvey}) {
    EXPECT_TRUE(house.Decide("c1", message_class).allowed);
    EXPECT_EQ(house.Decide("c1", message_class, "nothing").row, 0);
  }
}

TEST(ContactChecks, CountTheMailsOfTheAddressThatIsAskedForNow) {
  ConsentHouse house;
  SetApproved(house, "doi", MessageClass::kDoiConfirm);
  house.OptIn("c1");  // c1@example.test
  house.clock.Advance(absl::Hours(24 * 40));
  house.Ask("c1", {"news"}, "new@example.test");
  EXPECT_EQ(house.Decide("c1", MessageClass::kDoiConfirm, "doi").reason, "DOI_LIMIT");
  house.clock.Advance(absl::Minutes(11));
  EXPECT_EQ(house.Decide("c1", MessageClass::kDoiConfirm, "doi").row, 3);
}

TEST(ContactChecks, TakeAnApprovalForOneTextInOneClass) {
  ConsentHouse house;
  SetApproved(house, "parcel", MessageClass::kService);
  EXPECT_TRUE(house.Decide("c1", MessageClass::kService, "parcel").allowed);
  EXPECT_EQ(house.Decide("c1", MessageClass::kLegalNotice, "parcel").reason, "CLASS_NOT_APPROVED");
  ASSERT_TRUE(
      house.purposes.SetTemplate({"parcel", MessageClass::kService, "Buy more!", "", false, "", {}}).ok());
  EXPECT_EQ(house.Decide("c1", MessageClass::kService, "parcel").reason, "CLASS_NOT_APPROVED");
}

TEST(ContactChecks, AllowAConfirmationMailWithinItsLimits) {
  ConsentHouse house;
  SetApproved(house, "doi", MessageClass::kDoiConfirm);
  const auto decide = [&] { return house.Decide("c1", MessageClass::kDoiConfirm, "doi"); };
  EXPECT_EQ(decide().reason, "NO_REQUEST");
  house.Ask("c1");
  EXPECT_EQ(decide().reason, "DOI_LIMIT");
  house.clock.Advance(absl::Minutes(11));
  EXPECT_EQ(decide().row, 3);
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  EXPECT_EQ(decide().reason, "OBJECTED");
}

TEST(ContactChecks, CallAConsentStaleAfterTwentyFourMonths) {
  ConsentHouse house;
  house.OptIn("c1");
  house.clock.Set(absl::FromCivil(absl::CivilDay(2028, 3, 2), absl::UTCTimeZone()));
  EXPECT_EQ(house.Decide("c1").reason, "STALE");
  ASSERT_TRUE(
      house.subjects.Store({{{"c1", Recipient::kB2c, Relation::kCustomer, true, "DE"}}, {}, {}}).ok());
  EXPECT_TRUE(house.Decide("c1").allowed);
}

// Whoever is listed would be allowed by row 7, and everybody whom row 7 allows is listed.
TEST(Addressable, AreExactlyWhomRowSevenAllows) {
  ConsentHouse house;
  std::mt19937 random(7);
  std::vector<std::string> customers;
  const char* const countries[] = {"DE", "Germany", "AT", "GB"};
  for (int i = 0; i < 60; ++i) {
    const std::string customer = "a" + std::to_string(i);
    customers.push_back(customer);
    if (random() % 8 != 0)
      house.profile.Add(
          {customer, Recipient::kB2c, Relation::kCustomer, random() % 3 == 0, countries[random() % 4]});
    for (int step = 0; step < 3; ++step) {
      house.clock.Advance(absl::Hours(24 * 100));
      if (random() % 2 == 0) house.OptIn(customer);
      if (random() % 4 == 0) house.Ask(customer);
      if (random() % 6 == 0) (void)house.refusals.Withdraw({customer, Channel::kEmail, "news"}, {});
      if (random() % 6 == 0) (void)house.refusals.Object(customer, std::nullopt, {});
      if (random() % 8 == 0) (void)house.refusals.Object(customer, Channel::kEmail, {});
      if (random() % 8 == 0) (void)house.refusals.Object(customer, Channel::kPhone, {});
    }
  }
  house.checks.Prepare(customers);
  std::set<std::string> allowed;
  for (const std::string& customer : customers) {
    if (house.Decide(customer).row == 7) allowed.insert(customer);
  }
  const auto listed = house.contacts.ListAddressable({"news", Channel::kEmail, "", 1000, RuledThere(house)},
                                                     house.clock.Now());
  ASSERT_TRUE(listed.ok());
  EXPECT_EQ(std::set<std::string>(listed->begin(), listed->end()), allowed);
  EXPECT_GT(allowed.size(), 3);
  EXPECT_LT(allowed.size(), 57);
}

TEST(Addressable, AreNotThoseWhoseObjectionWasLiftedForAnotherChannel) {
  ConsentHouse house;
  house.OptIn("c1");
  const auto list = [&](Channel channel) {
    house.Decide("c1");
    return *house.contacts.ListAddressable({"news", channel, "", 10, RuledThere(house)}, house.clock.Now());
  };
  EXPECT_THAT(list(Channel::kEmail), ElementsAre("c1"));
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  house.clock.Advance(absl::Minutes(11));
  OptInRequest by_sms{"c1", "c1@example.test", {"news"}};
  by_sms.channel = Channel::kSms;
  ASSERT_TRUE(house.opt_ins.Request(by_sms).ok());
  const std::string mail = house.mails.Claim(1, absl::Hours(1))->at(0).text;
  ASSERT_TRUE(house.opt_ins.Confirm(mail.substr(mail.find("Token: ") + 7, 43), {}).ok());
  EXPECT_THAT(list(Channel::kEmail), IsEmpty());
  EXPECT_THAT(list(Channel::kSms), ElementsAre("c1"));
  EXPECT_EQ(house.Decide("c1").reason, "OBJECTED");
}

// They were read by a version that asked for no country, and are read anew before anybody is told of them.
TEST(Addressable, AreNotThoseWithoutTheirCountryThoughRulesHoldEverywhere) {
  ConsentHouse house;
  house.OptIn("c1");
  house.Decide("c1");
  static constexpr storage::Statement kForget{"test_forget_country", "UPDATE subjects SET country = NULL"};
  const auto list = [&] {
    return *house.contacts.ListAddressable({"news", Channel::kEmail, "", 10, {{}, true}}, house.clock.Now());
  };
  EXPECT_THAT(list(), ElementsAre("c1"));
  ASSERT_TRUE(
      house.database->InSession([](storage::Session& session) { return session.Run(kForget).status(); })
          .ok());
  EXPECT_THAT(list(), IsEmpty());
}

TEST(Addressable, ComeInPagesById) {
  ConsentHouse house;
  for (const auto customer : {"b", "a", "c"}) {
    house.profile.Add({customer});
    house.OptIn(customer);
    house.Decide(customer);
  }
  const auto list = [&](const std::string& after) {
    return *house.contacts.ListAddressable({"news", Channel::kEmail, after, 2, RuledThere(house)},
                                           house.clock.Now());
  };
  EXPECT_THAT(list(""), ElementsAre("a", "b"));
  EXPECT_THAT(list("b"), ElementsAre("c"));
  EXPECT_THAT(list("c"), IsEmpty());
}

TEST(CountOptIns, CountsActiveCustomersAndRequests) {
  ConsentHouse house;
  std::vector<std::string> customers;
  for (int i = 0; i < 4; ++i) {
    customers.push_back("k" + std::to_string(i));
    house.profile.Add(
        {customers.back(), Recipient::kB2c, i < 3 ? Relation::kCustomer : Relation::kFormer, false});
  }
  house.checks.Prepare(customers);
  const std::string token = house.Ask("k0");
  house.clock.Advance(absl::Minutes(30));
  ASSERT_TRUE(house.opt_ins.Confirm(token, {}).ok());
  house.OptIn("k3");
  house.Ask("k1", {"birthday"});
  const auto counts =
      house.contacts.CountOptIns({"news", Channel::kEmail, RuledThere(house)}, house.clock.Now());
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ(counts->active_customers, 3);
  EXPECT_EQ(counts->confirmed_customers, 1);
  EXPECT_EQ(counts->requests, 2);
  EXPECT_EQ(counts->confirmed_requests, 2);
  EXPECT_NEAR(absl::ToDoubleMinutes(*counts->median_to_confirm), 15, 0.01);
  EXPECT_EQ(house.contacts.CountOptIns({"", Channel::kEmail, {}}, house.clock.Now())->requests, 3);
  EXPECT_EQ(house.contacts.CountOptIns({"", Channel::kSms, {}}, house.clock.Now())->median_to_confirm,
            std::nullopt);
}

TEST(SubjectFeed, StoresSubjectsWithItsCursorAndGoesOnFromIt) {
  ConsentHouse house;
  SubjectFeed feed(house.profile, house.subjects);
  ASSERT_TRUE(feed.Follow().ok());
  EXPECT_EQ(*house.subjects.FeedCursor(), "after-all");
  EXPECT_THAT(*house.subjects.Missing(std::vector<std::string>{"c1", "c2"}), ElementsAre("c2"));
  ASSERT_TRUE(feed.Follow().ok());
  EXPECT_THAT(house.profile.watched_from_, ElementsAre("", "after-all"));
}

TEST(SubjectFeed, KeepsItsCursorWhenCustomerProfileFails) {
  ConsentHouse house;
  house.profile.SetAway(true);
  SubjectFeed feed(house.profile, house.subjects);
  EXPECT_FALSE(feed.Follow().ok());
  EXPECT_EQ(*house.subjects.FeedCursor(), "");
}

// Changes are kept for days: whoever was away longer, or begins late, has missed some.
TEST(SubjectFeed, ReadsAllAnewWhenChangesAreKeptNoMore) {
  ConsentHouse house;
  house.profile.Add({"c2", Recipient::kB2b, Relation::kFormer, false});
  for (const std::string cursor : {"", "long ago"}) {
    ASSERT_TRUE(house.subjects.Store({{{"c1", Recipient::kB2b}, {"gone"}}, {"c2"}, cursor}).ok());
    house.profile.oldest_ = "oldest of " + cursor;
    SubjectFeed feed(house.profile, house.subjects);
    ASSERT_TRUE(feed.Follow().ok());
    EXPECT_EQ(*house.subjects.FeedCursor(), "oldest of " + cursor);
    EXPECT_THAT(*house.subjects.ListAfter(""), ElementsAre("c1", "c2"));
    EXPECT_THAT(*house.subjects.ListAfter("c1"), ElementsAre("c2"));
    const auto record = house.contacts.Load({"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""});
    EXPECT_EQ(record->subject->recipient, Recipient::kB2c);
    ASSERT_TRUE(feed.Follow().ok());  // goes on from there
    EXPECT_EQ(*house.subjects.FeedCursor(), "after-all");
  }
}

TEST(SubjectFeed, StaysWhereItWasWhenItCannotReadAll) {
  ConsentHouse house;
  house.profile.oldest_ = "oldest";
  house.profile.SetAway(true);
  SubjectFeed feed(house.profile, house.subjects);
  EXPECT_FALSE(feed.Follow().ok());
  EXPECT_EQ(*house.subjects.FeedCursor(), "");
}

TEST(SubjectFeed, BeginsAtTheFirstChangeWithACursorThatNobodyGaveOut) {
  ConsentHouse house;
  ASSERT_TRUE(house.subjects.Store({{}, {}, "forged"}).ok());
  SubjectFeed feed(house.profile, house.subjects);
  ASSERT_TRUE(feed.Follow().ok());
  EXPECT_EQ(*house.subjects.FeedCursor(), "");
  ASSERT_TRUE(feed.Follow().ok());
  EXPECT_EQ(*house.subjects.FeedCursor(), "after-all");
}

TEST(Subjects, KeepTheFeedsValueBeforeAReadThrough) {
  ConsentHouse house;
  ASSERT_TRUE(house.subjects.Store({{{"c9", Recipient::kB2b, Relation::kCustomer, true}}, {}, {}}).ok());
  const Subject older{"c9", Recipient::kB2c, Relation::kProspect, false};
  ASSERT_TRUE(house.subjects.Add({&older, 1}).ok());
  const auto record = house.contacts.Load({"c9", Channel::kEmail, MessageClass::kMarketing, "news", ""});
  EXPECT_EQ(record->subject->recipient, Recipient::kB2b);
  ASSERT_TRUE(house.subjects.Store({{}, {"c9"}, {}}).ok());
  EXPECT_FALSE(house.contacts.Load({"c9", Channel::kEmail, MessageClass::kMarketing, "news", ""})->subject);
}

}  // namespace
}  // namespace bestand::consent
