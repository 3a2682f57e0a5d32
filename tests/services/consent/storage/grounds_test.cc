#include "services/consent/domain/grounds/grounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/support/consent_house.h"

namespace bestand::consent {
namespace {

// A house in which one may ask about any channel.
struct GroundsHouse : ConsentHouse {
  GroundsHouse() {
    (void)purposes.CreatePurpose({"tools", "Tools", {}, "garden"});
    (void)purposes.AddWording({"tools", 0, "en", "Wording of tools", "", {}});
    profile.Add({"b1", Recipient::kB2b, Relation::kCustomer, false});
    profile.Add({"vienna", Recipient::kB2c, Relation::kCustomer, false, "AT"});
  }

  ContactDecision On(Channel channel, const std::string& customer = "c1",
                     const std::string& purpose = "tools", const std::string& message_template = "") {
    return checks.Check({customer, channel, MessageClass::kMarketing, purpose, message_template})->decision;
  }
  std::string Mail(const std::string& customer = "c1") {
    return std::string(On(Channel::kEmail, customer).reason);
  }

  // Opts in on another channel than e-mail.
  void OptInOn(Channel channel, const std::string& customer) {
    clock.Advance(absl::Minutes(11));
    OptInRequest request{customer, customer + "@example.test", {"tools"}};
    request.channel = channel;
    ASSERT_TRUE(opt_ins.Request(request).ok());
    const std::string text = mails.Claim(10, absl::Hours(1))->back().text;
    ASSERT_TRUE(opt_ins.Confirm(text.substr(text.find("Token: ") + 7, 43), {}).ok());
  }

  ExistingCustomerBasis Sale(const std::string& customer = "c1") {
    return {customer, Channel::kEmail, "order 1", "given at the checkout", "You may object.", "garden"};
  }
};

TEST(Grounds, ExemptAnExistingCustomerForSimilarGoods) {
  GroundsHouse house;
  EXPECT_EQ(house.Mail(), "NEEDS_DOI");
  const auto recorded = house.grounds.Record(house.Sale());
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_EQ(recorded->log_size, 1);
  EXPECT_EQ(house.Mail(), "EXISTING_CUSTOMER");
  EXPECT_EQ(house.On(Channel::kEmail, "c1", "news").reason, "S7_3_INCOMPLETE");  // of no goods
  EXPECT_EQ(house.On(Channel::kSms).reason, "NEEDS_DOI");                        // another address
  EXPECT_EQ(house.On(Channel::kPush).reason, "NEEDS_DOI");
}

TEST(Grounds, TakeTheGoodsOfTheTemplateBeforeThoseOfThePurpose) {
  GroundsHouse house;
  ASSERT_TRUE(house.grounds.Record(house.Sale()).ok());
  Template message{"flyer", MessageClass::kMarketing, "Buy!", "", false, "", {}, "kitchen"};
  ASSERT_TRUE(house.purposes.SetTemplate(message).ok());
  EXPECT_EQ(house.On(Channel::kEmail, "c1", "tools", "flyer").reason, "S7_3_INCOMPLETE");
  message.goods_category = "";
  ASSERT_TRUE(house.purposes.SetTemplate(message).ok());
  EXPECT_EQ(house.On(Channel::kEmail, "c1", "tools", "flyer").reason, "EXISTING_CUSTOMER");
  message.goods_category = "garden";
  ASSERT_TRUE(house.purposes.SetTemplate(message).ok());
  EXPECT_EQ(house.On(Channel::kEmail, "c1", "news", "flyer").reason, "EXISTING_CUSTOMER");
}

TEST(Grounds, AreIncompleteWithoutANotice) {
  GroundsHouse house;
  ExistingCustomerBasis sale = house.Sale();
  sale.notice = "";
  ASSERT_TRUE(house.grounds.Record(sale).ok());
  EXPECT_EQ(house.Mail(), "S7_3_INCOMPLETE");
  sale.notice = "You may object.";
  sale.goods_category = "kitchen";  // the notice of another sale
  ASSERT_TRUE(house.grounds.Record(sale).ok());
  EXPECT_EQ(house.Mail(), "S7_3_INCOMPLETE");
}

TEST(Grounds, ExemptCustomersAlone) {
  GroundsHouse house;
  house.profile.Add({"old", Recipient::kB2c, Relation::kFormer, false});
  ASSERT_TRUE(house.grounds.Record(house.Sale("old")).ok());
  EXPECT_EQ(house.Mail("old"), "NEEDS_DOI");
}

TEST(Grounds, OfASaleEndWithAnObjection) {
  GroundsHouse house;
  ASSERT_TRUE(house.grounds.Record(house.Sale()).ok());
  ASSERT_TRUE(house.refusals.Object("c1", Channel::kEmail, {}).ok());
  EXPECT_EQ(house.Mail(), "OBJECTED");
}

TEST(Grounds, CanBeTakenBackOnce) {
  GroundsHouse house;
  const auto recorded = house.grounds.Record(house.Sale());
  house.clock.Advance(absl::Minutes(1));
  const auto ended = house.grounds.End("c1", recorded->ground.id, "another customer");
  ASSERT_TRUE(ended.ok()) << ended.status();
  EXPECT_EQ(ended->ground.end_time, house.clock.Now());
  EXPECT_EQ(house.Mail(), "NEEDS_DOI");
  EXPECT_EQ(ReasonOf(house.grounds.End("c1", recorded->ground.id, "again").status()), "GROUND_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.grounds.End("b1", recorded->ground.id, "other").status()), "GROUND_UNKNOWN");
  EXPECT_EQ(ReasonOf(house.grounds.End("c1", "x", "none").status()), "GROUND_UNKNOWN");
  const auto list = house.ground_store.List("c1");
  ASSERT_EQ(list->size(), 1u);
  EXPECT_EQ(list->front().goods_category, "garden");
  EXPECT_EQ(list->front().kind, EventKind::kExistingCustomer);
}

TEST(Grounds, PresumeConsentOfACompanyForOnePurpose) {
  GroundsHouse house;
  EXPECT_EQ(house.On(Channel::kPhone, "b1").reason, "NEEDS_PHONE_CONSENT");
  const absl::CivilDay day(2026, 2, 1);
  ASSERT_TRUE(house.grounds.Record(PresumedConsent{"b1", "tools", "asked for prices", "A", day}).ok());
  ASSERT_TRUE(house.grounds.Record(PresumedConsent{"c1", "tools", "asked for prices", "A", day}).ok());
  EXPECT_EQ(house.On(Channel::kPhone, "b1").reason, "PRESUMED");
  EXPECT_EQ(house.On(Channel::kPhone, "b1", "news").reason, "NEEDS_PHONE_CONSENT");
  EXPECT_EQ(house.On(Channel::kPhone, "c1").reason, "NEEDS_PHONE_CONSENT");
  EXPECT_EQ(ReasonOf(house.grounds.Record(PresumedConsent{"b1", "nothing", "r", "A", day}).status()),
            "PURPOSE_UNKNOWN");
}

TEST(Grounds, LetLettersGoAfterANotice) {
  GroundsHouse house;
  EXPECT_EQ(house.On(Channel::kPost).reason, "NOTICE_INCOMPLETE");
  ASSERT_TRUE(house.grounds.Record(house.Sale()).ok());  // its notice is about the e-mail address
  EXPECT_EQ(house.On(Channel::kPost).reason, "NOTICE_INCOMPLETE");
  ASSERT_TRUE(house.grounds.Record(AddressNotice{"c1", "order 1", "privacy notice 3"}).ok());
  EXPECT_EQ(house.On(Channel::kPost).reason, "LEGIT_INTEREST");
}

TEST(Grounds, OfACallNeedConsentAndTheNumber) {
  GroundsHouse house;
  house.OptInOn(Channel::kPhone, "c1");
  EXPECT_EQ(house.On(Channel::kPhone).reason, "NEEDS_PHONE_CONSENT");
  ASSERT_TRUE(house.grounds.Record(NumberVerification{"c1", "+49 30 1", "code"}).ok());
  EXPECT_EQ(house.On(Channel::kPhone).reason, "CONSENT");
  EXPECT_EQ(house.Mail(), "NEEDS_DOI");
}

TEST(Grounds, KeepAConsentToCallsFreshByItsUse) {
  GroundsHouse house;
  EXPECT_EQ(ReasonOf(house.grounds.RecordPhoneUse("c1", "tools", "").status()), "CONSENT_NOT_GRANTED");
  house.OptInOn(Channel::kPhone, "c1");
  ASSERT_TRUE(house.grounds.Record(NumberVerification{"c1", "+49 30 1", "code"}).ok());
  house.clock.Advance(absl::Hours(24 * 700));
  const auto use = house.grounds.RecordPhoneUse("c1", "tools", "called");
  ASSERT_TRUE(use.ok()) << use.status();
  EXPECT_EQ(use->use_time, house.clock.Now());
  house.clock.Advance(absl::Hours(24 * 700));
  EXPECT_EQ(house.On(Channel::kPhone).reason, "CONSENT");
  house.clock.Advance(absl::Hours(24 * 40));
  EXPECT_EQ(house.On(Channel::kPhone).reason, "NEEDS_PHONE_CONSENT");
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kPhone, "tools"}, {}).ok());
  EXPECT_EQ(ReasonOf(house.grounds.RecordPhoneUse("c1", "tools", "").status()), "CONSENT_NOT_GRANTED");
}

TEST(Grounds, OfAustriaNeedAListCheckOfTheDay) {
  GroundsHouse house;
  ASSERT_TRUE(house.grounds.Record(house.Sale("vienna")).ok());
  EXPECT_EQ(house.Mail("vienna"), "LIST_NOT_CHECKED");
  ASSERT_TRUE(house.grounds.Record(ListCheck{"vienna", Channel::kEmail, "ECG", false}).ok());
  EXPECT_EQ(house.Mail("vienna"), "EXISTING_CUSTOMER");
  house.clock.Advance(absl::Hours(24) + absl::Seconds(1));
  EXPECT_EQ(house.Mail("vienna"), "LIST_NOT_CHECKED");
  ASSERT_TRUE(house.grounds.Record(ListCheck{"vienna", Channel::kEmail, "ECG", false}).ok());
  house.clock.Advance(absl::Hours(1));
  EXPECT_EQ(house.Mail("vienna"), "EXISTING_CUSTOMER");
  ASSERT_TRUE(house.grounds.Record(ListCheck{"vienna", Channel::kEmail, "ECG", true}).ok());
  EXPECT_EQ(house.Mail("vienna"), "LIST_NOT_CHECKED");
}

OfflineConsent Card(const std::string& address = "c1@example.test") {
  return {{"c1", Channel::kEmail, "tools"}, 1, address, "box 12", {}};
}

TEST(Grounds, OfPaperMayBeConfirmedByOneMail) {
  GroundsHouse house;
  const Template doi{"doi", MessageClass::kDoiConfirm, "Please confirm.", "", false, "", {}};
  const auto stored = house.purposes.SetTemplate(doi);
  ASSERT_TRUE(house.purposes.ApproveTemplate("doi", stored->text_hash, "lawyer").ok());
  const auto decide = [&] {
    return house.checks.Check({"c1", Channel::kEmail, MessageClass::kDoiConfirm, "tools", "doi"})
        ->decision.reason;
  };
  EXPECT_EQ(decide(), "NO_REQUEST");
  ASSERT_TRUE(house.refusals.Object("c1", std::nullopt, {}).ok());
  house.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(decide(), "OBJECTED");
  ASSERT_TRUE(house.grounds.Record(Card("")).ok());
  EXPECT_EQ(decide(), "DOI_LIMIT");  // nowhere to ask
  house.clock.Advance(absl::Minutes(1));
  ASSERT_TRUE(house.grounds.Record(Card()).ok());
  EXPECT_EQ(decide(), "DOI_CONFIRM");
  EXPECT_EQ(house.Mail(), "OBJECTED");
  house.Ask("c1", {"tools"});
  EXPECT_EQ(decide(), "DOI_LIMIT");
}

TEST(Grounds, OfPaperAreNoConfirmedConsentAndCanBeWithdrawn) {
  GroundsHouse house;
  ASSERT_TRUE(house.grounds.Record(Card()).ok());
  EXPECT_EQ(house.Mail(), "NEEDS_DOI");
  const auto record = house.contacts.Load({"c1", Channel::kEmail, MessageClass::kMarketing, "tools", ""});
  EXPECT_EQ(StateOf(record->times, house.clock.Now(), false), ConsentState::kOffline);
  ASSERT_TRUE(house.refusals.Withdraw({"c1", Channel::kEmail, "tools"}, {}).ok());
  EXPECT_EQ(house.Mail(), "WITHDRAWN");
  OfflineConsent card = Card();
  card.wording = 7;
  EXPECT_EQ(ReasonOf(house.grounds.Record(card).status()), "WORDING_UNKNOWN");
  card.key.purpose = "nothing";
  EXPECT_EQ(ReasonOf(house.grounds.Record(card).status()), "PURPOSE_UNKNOWN");
}

TEST(Grounds, LeaveTheirEvidenceInTheLog) {
  GroundsHouse house;
  ASSERT_TRUE(house.grounds.Record(house.Sale()).ok());
  const auto events = house.consents.ListEvents({"c1", 10, -1});
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ(events->front().kind, EventKind::kExistingCustomer);
  const std::string payload = house.Payloads().front()->payload;
  EXPECT_EQ(payload,
            "sale_reference=order 1\naddress_origin=given at the checkout\nnotice=You may object.\n"
            "goods_category=garden\n");
}

}  // namespace
}  // namespace bestand::consent
