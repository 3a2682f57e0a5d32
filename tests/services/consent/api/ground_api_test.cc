#include "services/consent/api/ground_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

TEST(GroundApi, RecordsEveryKindAndTurnsTheAnswer) {
  using GroundStub = v1::GroundService::Stub;
  ServedConsent served;
  rpc::Client<v1::GroundService> client(served.served.remote());
  v1::CheckContactRequest letter = SomeCheck();
  letter.set_channel(v1::CHANNEL_POST);
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, letter)->reason(), "NOTICE_INCOMPLETE");
  v1::RecordAddressNoticeRequest notice;
  notice.set_customer("customers/c1");
  notice.set_address_source("order 1");
  notice.set_notice("privacy notice,\nversion 3");
  notice.set_request_id(NewUuid());
  const auto recorded = client.Call(&GroundStub::RecordAddressNotice, notice);
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_EQ(client.Call(&GroundStub::RecordAddressNotice, notice)->ground().name(),
            recorded->ground().name());
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, letter)->reason(), "LEGIT_INTEREST");

  v1::RecordExistingCustomerBasisRequest sale;
  sale.set_customer("customers/c1");
  sale.set_channel(v1::CHANNEL_EMAIL);
  sale.set_sale_reference("order 1");
  sale.set_address_origin("checkout");
  sale.set_goods_category("garden");
  EXPECT_FALSE(client.Call(&GroundStub::RecordExistingCustomerBasis, sale)->ground().complete());
  v1::RecordPresumedConsentRequest presumed;
  presumed.set_customer("customers/c1");
  presumed.set_purpose("purposes/news");
  presumed.set_reason("asked for prices");
  presumed.set_author("A");
  *presumed.mutable_reason_date() = ToDate(absl::CivilDay(2026, 2, 28));
  EXPECT_TRUE(client.Call(&GroundStub::RecordPresumedConsent, presumed).ok());
  v1::RecordNumberVerificationRequest number;
  number.set_customer("customers/c1");
  number.set_phone_number("+49 30 1");
  number.set_method("code");
  EXPECT_TRUE(client.Call(&GroundStub::RecordNumberVerification, number).ok());
  v1::RecordListCheckRequest check;
  check.set_customer("customers/c1");
  check.set_channel(v1::CHANNEL_EMAIL);
  check.set_list("ECG");
  check.set_listed(true);
  EXPECT_FALSE(client.Call(&GroundStub::RecordListCheck, check)->ground().complete());
  v1::RecordOfflineConsentRequest card;
  card.set_customer("customers/c1");
  card.set_channel(v1::CHANNEL_EMAIL);
  card.set_wording("purposes/news/wordings/1");
  card.set_email_address("anna@example.test");
  card.set_document("box 12");
  EXPECT_EQ(client.Call(&GroundStub::RecordOfflineConsent, card)->log_size(), 6);
  v1::ListConsentsRequest list;
  list.set_parent("customers/c1");
  EXPECT_EQ(served.client.Call(&Stub::ListConsents, list)->consents(0).state(), v1::CONSENT_STATE_OFFLINE);
  card.set_wording("purposes/news/wordings/one");
  EXPECT_EQ(ReasonOf(client.Call(&GroundStub::RecordOfflineConsent, card).status()), "WORDING_UNKNOWN");

  v1::ListGroundsRequest grounds;
  grounds.set_parent("customers/c1");
  const auto all = client.Call(&GroundStub::ListGrounds, grounds);
  ASSERT_EQ(all->grounds_size(), 6);
  EXPECT_EQ(all->grounds(0).kind(), "OFFLINE_CONSENT");
  EXPECT_EQ(all->grounds(0).purpose(), "purposes/news");
  EXPECT_EQ(all->grounds(5).kind(), "ADDRESS_NOTICE");
  v1::EndGroundRequest end;
  end.set_name(recorded->ground().name());
  end.set_reason("another customer");
  EXPECT_TRUE(client.Call(&GroundStub::EndGround, end)->ground().has_end_time());
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, letter)->reason(), "NOTICE_INCOMPLETE");
}

TEST(GroundApi, RecordsTheUseOfAConsentToCalls) {
  ServedConsent served;
  rpc::Client<v1::GroundService> client(served.served.remote());
  v1::RecordPhoneUseRequest use;
  use.set_customer("customers/c1");
  use.set_purpose("purposes/news");
  EXPECT_EQ(ReasonOf(client.Call(&v1::GroundService::Stub::RecordPhoneUse, use).status()),
            "CONSENT_NOT_GRANTED");
  v1::RequestOptInRequest request = SomeRequest();
  request.set_channel(v1::CHANNEL_PHONE);
  v1::ConfirmOptInRequest confirm;
  confirm.set_token(served.AskByWire(request));
  EXPECT_EQ(served.client.Call(&Stub::ConfirmOptIn, confirm)->consents(0).channel(), v1::CHANNEL_PHONE);
  const auto used = client.Call(&v1::GroundService::Stub::RecordPhoneUse, use);
  ASSERT_TRUE(used.ok()) << used.status();
  EXPECT_EQ(absl::ToCivilYear(ToTime(used->keep_until_time()), absl::UTCTimeZone()), absl::CivilYear(2031));
}

TEST(GroundApi, NamesEverythingThatIsWrong) {
  ServedConsent served;
  rpc::Client<v1::GroundService> client(served.served.remote());
  using GroundStub = v1::GroundService::Stub;
  EXPECT_THAT(
      FieldsOf(client.Call(&GroundStub::RecordExistingCustomerBasis, v1::RecordExistingCustomerBasisRequest())
                   .status()),
      UnorderedElementsAre("customer", "channel", "sale_reference", "address_origin", "goods_category"));
  v1::RecordPresumedConsentRequest presumed;
  presumed.set_customer("customers/c1");
  presumed.set_purpose("purposes/news");
  presumed.set_reason("r");
  presumed.set_author("A");
  *presumed.mutable_reason_date() = ToDate(absl::CivilDay(2026, 3, 4));
  EXPECT_THAT(FieldsOf(client.Call(&GroundStub::RecordPresumedConsent, presumed).status()),
              ElementsAre("reason_date"));
  EXPECT_THAT(
      FieldsOf(client.Call(&GroundStub::RecordAddressNotice, v1::RecordAddressNoticeRequest()).status()),
      UnorderedElementsAre("customer", "address_source", "notice"));
  EXPECT_THAT(
      FieldsOf(client.Call(&GroundStub::RecordOfflineConsent, v1::RecordOfflineConsentRequest()).status()),
      UnorderedElementsAre("customer", "channel", "wording", "document"));
  EXPECT_THAT(FieldsOf(client.Call(&GroundStub::EndGround, v1::EndGroundRequest()).status()),
              UnorderedElementsAre("name", "reason"));
}

}  // namespace
}  // namespace bestand::consent
