#include "services/consent/domain/neglected/neglected_customers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/consent/domain/erasure/remaining_customers.h"
#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/neglected/sql_last_contact_store.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::Duration kDay = absl::Hours(24);

struct NeglectHouse : ConsentHouse {
  NeglectHouse() {
    barrier.Start();
    (void)barrier.Wait();
    for (const auto customer : {"c1", "c2", "c3"}) Know(customer);
  }

  void Know(const std::string& customer, Relation relation = Relation::kCustomer) {
    profile.Add({customer, Recipient::kB2c, relation, false});
    Decide(customer);
  }
  void Contact(const std::string& customer, MessageClass message_class = MessageClass::kMarketing) {
    ASSERT_TRUE(Reserve(customer, message_class).slot.has_value());
    ASSERT_TRUE(slots.Commit(customer, last_message).ok());
  }
  Reservation Reserve(const std::string& customer, MessageClass message_class = MessageClass::kMarketing) {
    last_message = "m" + std::to_string(++messages);
    const bool service = message_class == MessageClass::kService;
    return *reservations.Reserve({customer, Channel::kEmail, message_class, "news", service ? "bill" : ""},
                                 last_message);
  }
  // Each as "c1 40 CONSENT": the days since the last contact, "never" without one, and why or why not.
  std::vector<std::string> List(NeglectAsked asked = {Channel::kEmail, "news", 30 * kDay}) {
    std::vector<std::string> texts;
    const auto take = [&](const NeglectedCustomers::Page& page) {
      ++pages;
      for (const auto& [last, verdict] : page) texts.push_back(TextOf(last, verdict));
      return true;
    };
    const absl::Status done = neglected.ForEachPage(asked, take);
    EXPECT_TRUE(done.ok()) << done;
    return texts;
  }
  std::vector<std::string> ListAllowed() { return List({Channel::kEmail, "news", 30 * kDay, true}); }
  std::string TextOf(const LastContact& last, const ContactVerdict& verdict) const {
    const std::string days =
        last.time.has_value() ? std::to_string((clock.Now() - *last.time) / kDay) : "never";
    return last.customer + " " + days + " " + std::string(verdict.decision.reason);
  }

  SqlSlotStore slots{*database, means};
  ContactReservations reservations{checks, slots};
  SqlLastContactStore store{*database};
  NeglectedCustomers neglected{{store, purposes, checks, memory, clock}};
  std::string last_message;
  int messages = 0, pages = 0;
};

TEST(NeglectedCustomers, AreThoseWhomNoAdvertisingReachedForTooLong) {
  NeglectHouse house;
  for (const auto customer : {"c1", "c2"}) house.OptIn(customer);
  house.Contact("c1");
  EXPECT_THAT(house.List(), ElementsAre("c2 never CONSENT", "c3 never NEEDS_DOI"));
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c2 never CONSENT"));
  house.clock.Advance(30 * kDay);
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c2 never CONSENT")) << "30 days are not longer than 30 days";
  house.clock.Advance(10 * kDay);
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c1 40 CONSENT", "c2 never CONSENT"));
  house.Contact("c1");
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c2 never CONSENT"));
}

TEST(NeglectedCustomers, AreNotReachedByWhatDidNotGoOut) {
  NeglectHouse house;
  house.OptIn("c1");
  house.Contact("c1");
  house.clock.Advance(40 * kDay);
  house.Reserve("c1");
  ASSERT_TRUE(house.slots.Release("c1", house.last_message).ok());
  house.Reserve("c1");
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c1 40 CONSENT")) << "a place released, and one just held";
  house.clock.Advance(kDay);
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c1 41 CONSENT")) << "it ran out";
}

TEST(NeglectedCustomers, AreNotReachedByServiceMessages) {
  NeglectHouse house;
  house.OptIn("c1");
  ASSERT_TRUE(
      house.purposes.SetTemplate({.id = "bill", .message_class = MessageClass::kService, .text = "Your bill"})
          .ok());
  const auto bill = house.purposes.GetTemplate("bill");
  ASSERT_TRUE(house.purposes.ApproveTemplate("bill", bill->text_hash, "lawyer").ok());
  house.Contact("c1", MessageClass::kService);
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c1 never CONSENT"));
}

TEST(NeglectedCustomers, AreReachedByARecordedCall) {
  NeglectHouse house;
  OptInRequest request{"c1", "c1@example.test", {"news"}};
  request.channel = Channel::kPhone;
  ASSERT_TRUE(house.opt_ins.Request(request).ok());
  const std::string text = house.mails.Claim(10, absl::Hours(1))->back().text;
  ASSERT_TRUE(house.opt_ins.Confirm(text.substr(text.find("Token: ") + 7, 43), {}).ok());
  ASSERT_TRUE(house.grounds.Record(NumberVerification{"c1", "+49 30 1", "code"}).ok());
  const NeglectAsked asked{Channel::kPhone, "news", 30 * kDay, true};
  EXPECT_THAT(house.List(asked), ElementsAre("c1 never CONSENT"));
  ASSERT_TRUE(house.grounds.RecordPhoneUse("c1", "news", "called").ok());
  EXPECT_THAT(house.List(asked), IsEmpty());
}

TEST(NeglectedCustomers, MayRefuseAndAreThenShownAsRefused) {
  NeglectHouse house;
  for (const auto customer : {"c1", "c2", "c3"}) house.OptIn(customer);
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  ASSERT_TRUE(house.wishes.Pause({"c2", {}}, house.clock.Now() + 5 * kDay).ok());
  EXPECT_THAT(house.List(), ElementsAre("c1 never OBJECTED", "c2 never CAP", "c3 never CONSENT"));
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c3 never CONSENT"));
  house.clock.Advance(5 * kDay);
  EXPECT_THAT(house.ListAllowed(), ElementsAre("c2 never CONSENT", "c3 never CONSENT"));
}

// What memory holds of them is as fresh as a check.
TEST(NeglectedCustomers, MayRefuseBetweenTwoLists) {
  NeglectHouse house;
  house.OptIn("c1");
  for (int i = 0; i < 2; ++i) EXPECT_THAT(house.ListAllowed(), ElementsAre("c1 never CONSENT"));
  const ContactQuery held{"c1", Channel::kEmail, MessageClass::kMarketing, "news", ""};
  EXPECT_TRUE(house.memory.CheckAll({&held, 1})[0].has_value());
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "news"}, {}).ok());
  EXPECT_THAT(house.ListAllowed(), IsEmpty());
}

TEST(NeglectedCustomers, AreNoFormerCustomersAndNobodyErased) {
  NeglectHouse house;
  house.Know("former", Relation::kFormer);
  house.Know("prospect", Relation::kProspect);
  SqlErasureStore erasures({*house.database, house.means, house.subject_keys, [] { return "key"; }});
  const auto asked = erasures.Ask({"c2", "by letter", false, absl::ZeroDuration()});
  ASSERT_TRUE(erasures.Erase(asked->erasure.id).ok());
  EXPECT_THAT(house.List(), ElementsAre("c1 never NEEDS_DOI", "c3 never NEEDS_DOI"));
}

TEST(NeglectedCustomers, AreMoreThanOnePage) {
  NeglectHouse house;
  std::vector<Subject> many;
  for (int i = 0; i < 2500; ++i)
    many.push_back({"m" + std::to_string(10'000 + i), Recipient::kB2c, Relation::kCustomer, false, "DE"});
  for (size_t i = 0; i < many.size(); i += 500)
    ASSERT_TRUE(house.subjects.Add(std::span(many).subspan(i, 500)).ok());
  const auto all = house.List();
  EXPECT_EQ(all.size(), 2503u);
  EXPECT_TRUE(std::ranges::is_sorted(all));
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
  EXPECT_EQ(house.pages, 3);
  int shown = 0;
  const auto once = [&](const NeglectedCustomers::Page&) { return ++shown > 1; };
  ASSERT_TRUE(house.neglected.ForEachPage({Channel::kEmail, "news", kDay}, once).ok());
  EXPECT_EQ(shown, 1) << "nobody reads on";
}

TEST(NeglectedCustomers, LetTheReaderGoWhereNobodyIsFoundToo) {
  NeglectHouse house;
  int shown = 0;
  const auto once = [&](const NeglectedCustomers::Page& page) {
    EXPECT_THAT(page, IsEmpty());
    return ++shown > 1;
  };
  ASSERT_TRUE(house.neglected.ForEachPage({Channel::kEmail, "news", kDay, true}, once).ok());
  EXPECT_EQ(shown, 1);
}

TEST(NeglectedCustomers, NeedAPurpose) {
  NeglectHouse house;
  const auto take = [](const NeglectedCustomers::Page&) { return true; };
  EXPECT_EQ(ReasonOf(house.neglected.ForEachPage({Channel::kEmail, "nothing", kDay}, take)),
            "PURPOSE_UNKNOWN");
}

}  // namespace
}  // namespace bestand::consent
