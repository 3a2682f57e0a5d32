#include "services/consent/api/consent_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/decision_apis.h"
#include "services/consent/api/opt_in_report_api.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/domain/rules/decision_table.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using Stub = v1::ConsentService::Stub;
using PurposeStub = v1::PurposeService::Stub;

// The whole API before a real server, as its callers see it.
struct ServedConsent : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  rpc::PageTokens page_tokens{"0123456789abcdef"};
  ConsentApi consent_api{{opt_ins, refusals, checks, memory, queue, consents, contacts, purposes, *rules,
                          page_tokens, clock, house.runtime()}};
  PurposeApi purpose_api{purposes, house.runtime()};
  OptInReportApi report_api{{contacts, purposes, *rules, clock, house.runtime()}};
  SqlSlotStore slots{*database, means};
  DecisionApis others{{checks, *rules, ground_store, slots, Rules(key).address_key, clock, house.runtime()}};
  bestand::testing::ServedApi served{
      house.runtime(),
      {rpc::Host<v1::ConsentService>(consent_api), rpc::Host<v1::PurposeService>(purpose_api),
       rpc::Host<v1::OptInReportService>(report_api), rpc::Host<v1::RuleService>(others.rule_api),
       rpc::Host<v1::GroundService>(others.ground_api),
       rpc::Host<v1::FrequencyService>(others.frequency_api)}};
  rpc::Client<v1::ConsentService> client{served.remote()};
  rpc::Client<v1::PurposeService> purpose_client{served.remote("lawyer")};
  rpc::Client<v1::OptInReportService> report_client{served.remote()};
  rpc::Client<v1::RuleService> rule_client{served.remote()};

  // Asks over the wire; returns the token of the mail in the outbox.
  std::string AskByWire(const v1::RequestOptInRequest& request) {
    EXPECT_TRUE(client.Call(&Stub::RequestOptIn, request).ok());
    const auto due = mails.Claim(10, absl::Hours(1));
    if (due->empty()) return "";
    const std::string& text = due->back().text;
    return text.substr(text.find("Token: ") + 7, 43);
  }
};

v1::RequestOptInRequest SomeRequest() {
  v1::RequestOptInRequest request;
  request.set_customer("customers/c1");
  request.set_email_address("anna@example.test");
  request.add_purposes("purposes/news");
  request.mutable_circumstances()->set_origin("https://shop.example.test/sign-up");
  request.mutable_circumstances()->set_ip_address("192.0.2.1");
  return request;
}

v1::CheckContactRequest SomeCheck(const std::string& customer = "c1") {
  v1::CheckContactRequest check;
  check.set_customer("customers/" + customer);
  check.set_channel(v1::CHANNEL_EMAIL);
  check.set_message_class(v1::MESSAGE_CLASS_MARKETING);
  check.set_purpose("purposes/news");
  return check;
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

TEST(ConsentApi, TakesAPersonFromRequestToContact) {
  ServedConsent served;
  const std::string token = served.AskByWire(SomeRequest());
  v1::ConfirmOptInRequest confirm;
  confirm.set_token(token);
  const auto confirmed = served.client.Call(&Stub::ConfirmOptIn, confirm);
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  ASSERT_EQ(confirmed->consents_size(), 1);
  EXPECT_EQ(confirmed->consents(0).state(), v1::CONSENT_STATE_CONFIRMED);
  EXPECT_EQ(confirmed->consents(0).masked_address(), "a***@example.test");
  EXPECT_EQ(confirmed->consents(0).wording(), "purposes/news/wordings/1");

  const auto check = served.client.Call(&Stub::CheckContact, SomeCheck());
  ASSERT_TRUE(check.ok()) << check.status();
  EXPECT_TRUE(check->allowed());
  EXPECT_EQ(check->reason(), "CONSENT");
  EXPECT_EQ(check->row(), 7);
  EXPECT_EQ(check->rule_set(), "de-v1");
  EXPECT_EQ(check->rule_set_hash(), (*served.rules->Get("de-v1"))->hash());
  EXPECT_EQ(check->log_size(), 2);
  EXPECT_EQ(ToTime(check->valid_until_time()), served.clock.Now() + absl::Minutes(15));

  v1::GetConsentRequest get;
  get.set_name(confirmed->consents(0).name());
  EXPECT_EQ(served.client.Call(&Stub::GetConsent, get)->consent().name(), get.name());
  v1::ListConsentsRequest list;
  list.set_parent("customers/c1");
  EXPECT_EQ(served.client.Call(&Stub::ListConsents, list)->consents_size(), 1);
}

// Asks until memory knows the answer.
void Warm(ServedConsent& served) {
  served.barrier.Start();
  ASSERT_TRUE(served.barrier.Wait().ok());
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(served.client.Call(&Stub::CheckContact, SomeCheck()).ok());
}

// A check may wait for customer-profile: with no thread of the executor left it does not run.
TEST(ConsentApi, ChecksOnTheExecutorWhatMemoryDoesNotKnow) {
  ServedConsent served;
  served.house.runtime().executor().Drain();
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::CheckContact, SomeCheck()).status()), "OVERLOADED");
}

TEST(ConsentApi, ChecksFromMemoryAsFromTheDatabase) {
  ServedConsent served;
  served.OptIn("c1");
  served.Decide("c1");
  const auto read = served.client.Call(&Stub::CheckContact, SomeCheck());
  Warm(served);
  served.house.runtime().executor().Drain();
  const auto remembered = served.client.Call(&Stub::CheckContact, SomeCheck());
  ASSERT_TRUE(remembered.ok()) << remembered.status();
  EXPECT_TRUE(remembered->allowed());
  EXPECT_NE(remembered->decision_id(), read->decision_id());
  v1::CheckContactResponse same = *remembered;
  same.set_decision_id(read->decision_id());
  EXPECT_EQ(same.SerializeAsString(), read->SerializeAsString());
  EXPECT_THAT(served.house.runtime().metrics().Text(),
              ::testing::HasSubstr("consent_checks_total{source=\"memory\"} 2"));
}

TEST(ConsentApi, ChecksABatchFromMemory) {
  ServedConsent served;
  served.OptIn("c1");
  Warm(served);
  v1::BatchCheckContactsRequest batch;
  for (const auto customer : {"c1", "nobody", "c1"}) *batch.add_checks() = SomeCheck(customer);
  const auto answer = served.client.Call(&Stub::BatchCheckContacts, batch);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_TRUE(answer->results(0).check().allowed() && answer->results(2).check().allowed());
  EXPECT_EQ(answer->results(1).check().reason(), "UNDETERMINED");
  EXPECT_THAT(served.house.runtime().metrics().Text(),
              ::testing::HasSubstr("consent_checks_total{source=\"memory\"} 2"));
}

TEST(ConsentApi, AllowsNobodyWhileTheDatabaseIsAway) {
  ServedConsent served;
  served.OptIn("c1");
  Warm(served);
  TestPostgres::Get().StopImmediately();
  const absl::Status away = served.client.Call(&Stub::CheckContact, SomeCheck()).status();
  EXPECT_EQ(away.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(away), "DATABASE_AWAY");
  TestPostgres::Get().Start();
  EXPECT_TRUE(served.client.Call(&Stub::CheckContact, SomeCheck())->allowed());
}

TEST(ConsentApi, AnswersTheSameForKnownUnknownAndLimitedAddresses) {
  ServedConsent served;
  std::vector<v1::RequestOptInResponse> answers;
  for (const auto customer : {"customers/c1", "customers/nobody", "customers/c1"}) {
    v1::RequestOptInRequest request = SomeRequest();
    request.set_customer(customer);
    answers.push_back(*served.client.Call(&Stub::RequestOptIn, request));
  }
  for (v1::RequestOptInResponse& answer : answers) {
    ASSERT_EQ(answer.consents_size(), 1);
    v1::Consent& consent = *answer.mutable_consents(0);
    consent.clear_name();
    consent.clear_request_time();
    consent.clear_expire_time();
    answer.clear_log_size();
    EXPECT_EQ(answer.SerializeAsString(), answers[0].SerializeAsString());
  }
  EXPECT_EQ(served.mails.Claim(10, absl::Hours(1))->size(), 1);
}

TEST(ConsentApi, AnswersARepeatedRequestOnce) {
  ServedConsent served;
  v1::RequestOptInRequest request = SomeRequest();
  request.set_request_id(NewUuid());
  const auto first = served.client.Call(&Stub::RequestOptIn, request);
  const auto again = served.client.Call(&Stub::RequestOptIn, request);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  request.set_email_address("other@example.test");
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::RequestOptIn, request).status()), "REQUEST_ID_REUSED");
}

TEST(ConsentApi, NamesEverythingThatIsWrongWithARequest) {
  ServedConsent served;
  v1::RequestOptInRequest request;
  request.set_customer("anna@example.test");
  request.set_email_address("anna@example.test\r\nBcc: b@example.test");
  for (int i = 0; i < 21; ++i) request.add_purposes("purposes/news");
  request.set_language_code("fr");
  request.mutable_circumstances()->set_origin(std::string(501, 'x'));
  request.mutable_circumstances()->set_ip_address(std::string("1\0", 2));
  request.mutable_circumstances()->set_user_agent("a\nb");
  request.set_request_id("1");
  const absl::Status status = served.client.Call(&Stub::RequestOptIn, request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(FieldsOf(status),
              ::testing::IsSupersetOf({"customer", "email_address", "purposes", "purposes[1]",
                                       "language_code", "circumstances.origin", "circumstances.ip_address",
                                       "circumstances.user_agent", "request_id"}));
}

TEST(ConsentApi, NamesEverythingThatIsWrongWithACheck) {
  ServedConsent served;
  v1::CheckContactRequest check;
  check.set_channel(static_cast<v1::Channel>(99));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::CheckContact, check).status()),
              UnorderedElementsAre("customer", "channel", "message_class", "template"));
  check = SomeCheck();
  check.clear_purpose();
  check.set_template_("no name");
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::CheckContact, check).status()),
              UnorderedElementsAre("purpose", "template"));
}

TEST(ConsentApi, NamesEverythingThatIsWrongWithRefusals) {
  ServedConsent served;
  v1::WithdrawConsentRequest withdraw;
  withdraw.set_request_id("1");
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::WithdrawConsent, withdraw).status()),
              UnorderedElementsAre("customer", "channel", "purpose", "request_id"));
  v1::RecordObjectionRequest object;
  object.set_channel(static_cast<v1::Channel>(8));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::RecordObjection, object).status()),
              UnorderedElementsAre("customer", "channel"));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::LiftObjection, v1::LiftObjectionRequest()).status()),
              UnorderedElementsAre("customer", "reason"));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::ConfirmOptIn, v1::ConfirmOptInRequest()).status()),
              UnorderedElementsAre("token"));
}

TEST(ConsentApi, AnswersEachCheckOfABatchForItself) {
  ServedConsent served;
  served.OptIn("c1");
  v1::BatchCheckContactsRequest batch;
  *batch.add_checks() = SomeCheck();
  *batch.add_checks() = SomeCheck("nobody");
  batch.add_checks()->set_customer("x y");
  const auto answer = served.client.Call(&Stub::BatchCheckContacts, batch);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->results_size(), 3);
  EXPECT_TRUE(answer->results(0).check().allowed());
  EXPECT_EQ(answer->results(1).check().reason(), "UNDETERMINED");
  EXPECT_EQ(ReasonOf(rpc::FromWireStatus(answer->results(2).error())), "FIELD_INVALID");
  EXPECT_THAT(
      FieldsOf(served.client.Call(&Stub::BatchCheckContacts, v1::BatchCheckContactsRequest()).status()),
      ElementsAre("checks"));
}

TEST(ConsentApi, WithdrawsAndObjects) {
  ServedConsent served;
  served.OptIn("c1");
  v1::WithdrawConsentRequest withdraw;
  withdraw.set_customer("customers/c1");
  withdraw.set_channel(v1::CHANNEL_EMAIL);
  withdraw.set_purpose("purposes/news");
  const auto withdrawn = served.client.Call(&Stub::WithdrawConsent, withdraw);
  ASSERT_TRUE(withdrawn.ok()) << withdrawn.status();
  EXPECT_EQ(withdrawn->consent().state(), v1::CONSENT_STATE_WITHDRAWN);
  EXPECT_EQ(withdrawn->log_size(), 3);
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, SomeCheck())->reason(), "WITHDRAWN");

  v1::RecordObjectionRequest object;
  object.set_customer("customers/c1");
  EXPECT_EQ(served.client.Call(&Stub::RecordObjection, object)->log_size(), 4);
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, SomeCheck())->reason(), "OBJECTED");
  v1::LiftObjectionRequest lift;
  lift.set_customer("customers/c1");
  lift.set_reason("wrong person");
  EXPECT_EQ(served.client.Call(&Stub::LiftObjection, lift)->log_size(), 5);
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, SomeCheck())->reason(), "WITHDRAWN");
}

TEST(ConsentApi, SaysNotFoundForUnknownIds) {
  ServedConsent served;
  v1::GetConsentRequest get;
  for (const std::string& id : {NewUuid(), std::string("news")}) {
    get.set_name("customers/c1/consents/" + id);
    EXPECT_EQ(ReasonOf(served.client.Call(&Stub::GetConsent, get).status()), "CONSENT_UNKNOWN");
  }
  v1::CheckContactRequest check = SomeCheck();
  check.set_purpose("purposes/nothing");
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, check).status().code(), absl::StatusCode::kNotFound);
  v1::RequestOptInRequest request = SomeRequest();
  request.set_purposes(0, "purposes/nothing");
  EXPECT_EQ(served.client.Call(&Stub::RequestOptIn, request).status().code(), absl::StatusCode::kNotFound);
}

TEST(ConsentApi, ListsEventsPageByPage) {
  ServedConsent served;
  served.OptIn("c1", {"news", "birthday"});
  v1::ListConsentEventsRequest list;
  list.set_parent("customers/c1");
  list.set_page_size(3);
  const auto first = served.client.Call(&Stub::ListConsentEvents, list);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_EQ(first->events_size(), 3);
  EXPECT_EQ(first->events(0).kind(), "REQUESTED");
  EXPECT_EQ(first->events(0).leaf_hash().size(), 32);
  list.set_page_token(first->next_page_token());
  const auto rest = served.client.Call(&Stub::ListConsentEvents, list);
  ASSERT_EQ(rest->events_size(), 1);
  EXPECT_EQ(rest->events(0).kind(), "CONFIRMED");
  EXPECT_EQ(rest->events(0).log_index(), 3);
  EXPECT_EQ(rest->next_page_token(), "");
  list.set_parent("customers/c2");
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::ListConsentEvents, list).status()), "PAGE_TOKEN_MISMATCH");
}

TEST(ConsentApi, StreamsAddressableCustomers) {
  ServedConsent served;
  served.OptIn("c1");
  ASSERT_TRUE(served.client.Call(&Stub::CheckContact, SomeCheck()).ok());
  v1::StreamAddressableCustomersRequest request;
  request.set_purpose("purposes/news");
  request.set_channel(v1::CHANNEL_EMAIL);
  const auto read = [&](std::vector<std::string>& ids) {
    const auto context = rpc::NewContext(served.served.remote());
    const auto reader = served.client.stub().StreamAddressableCustomers(context.get(), request);
    v1::StreamAddressableCustomersResponse chunk;
    while (reader->Read(&chunk))
      ids.insert(ids.end(), chunk.customer_ids().begin(), chunk.customer_ids().end());
    return rpc::FromGrpc(reader->Finish());
  };
  std::vector<std::string> ids;
  EXPECT_TRUE(read(ids).ok());
  EXPECT_THAT(ids, ElementsAre("c1"));
  request.set_channel(v1::CHANNEL_PHONE);
  EXPECT_EQ(ReasonOf(read(ids)), "FIELD_INVALID");
  request.set_channel(v1::CHANNEL_EMAIL);
  request.set_purpose("purposes/nothing");
  EXPECT_EQ(ReasonOf(read(ids)), "PURPOSE_UNKNOWN");
}

TEST(ConsentApi, ExportsTheWholeDecisionTable) {
  ServedConsent served;
  const auto context = rpc::NewContext(served.served.remote(), absl::Minutes(1));
  const auto reader = served.client.stub().ExportDecisionTable(context.get(), {});
  v1::ExportDecisionTableResponse piece;
  std::string csv;
  while (reader->Read(&piece)) {
    EXPECT_LT(piece.content().size(), 256u * 1024);
    csv += piece.content();
  }
  ASSERT_TRUE(reader->Finish().ok());
  const DecisionTable table(**served.rules->Get("de-v1"));
  std::string expected = table.Header();
  for (int row = 0; row < table.rows(); ++row) table.AppendRow(row, expected);
  EXPECT_EQ(ToHex(Sha256(csv)), ToHex(Sha256(expected)));
}

TEST(ConsentApi, AnswersForPastMoments) {
  ServedConsent served;
  served.Decide("c1");
  v1::CheckContactRequest past = SomeCheck();
  *past.mutable_at_time() = ToTimestamp(served.clock.Now());
  served.clock.Advance(absl::Hours(1));
  served.OptIn("c1");
  Warm(served);
  EXPECT_EQ(served.client.Call(&Stub::CheckContact, SomeCheck())->reason(), "CONSENT");
  const auto then = served.client.Call(&Stub::CheckContact, past);
  ASSERT_TRUE(then.ok()) << then.status();
  EXPECT_EQ(then->reason(), "NEEDS_DOI");
  EXPECT_EQ(then->log_size(), 0);
  EXPECT_FALSE(then->has_valid_until_time());
  v1::BatchCheckContactsRequest batch;
  *batch.add_checks() = past;
  *batch.add_checks() = SomeCheck();
  const auto both = served.client.Call(&Stub::BatchCheckContacts, batch);
  EXPECT_EQ(both->results(0).check().reason(), "NEEDS_DOI");
  EXPECT_EQ(both->results(1).check().reason(), "CONSENT");
}

TEST(ConsentApi, RefusesFutureMoments) {
  ServedConsent served;
  v1::CheckContactRequest check = SomeCheck();
  *check.mutable_at_time() = ToTimestamp(served.clock.Now() + absl::Seconds(1));
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::CheckContact, check).status()), ElementsAre("at_time"));
  *check.mutable_at_time() = ToTimestamp(served.clock.Now());
  check.set_message_class(v1::MESSAGE_CLASS_DOI_CONFIRM);
  check.set_template_("templates/doi");
  EXPECT_THAT(FieldsOf(served.client.Call(&Stub::CheckContact, check).status()), ElementsAre("at_time"));
}

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

TEST(FrequencyApi, ReservesCommitsAndReleasesPlaces) {
  using FrequencyStub = v1::FrequencyService::Stub;
  ServedConsent served;
  served.OptIn("c1");
  rpc::Client<v1::FrequencyService> client(served.served.remote());
  v1::SetFrequencyPolicyRequest set;
  set.mutable_policy()->set_max_in_day(1);
  set.mutable_policy()->set_time_zone("Europe/Berlin");
  set.set_request_id(NewUuid());
  EXPECT_EQ(client.Call(&FrequencyStub::SetFrequencyPolicy, set)->policy().version(), 1);
  EXPECT_EQ(client.Call(&FrequencyStub::SetFrequencyPolicy, set)->policy().version(), 1);
  EXPECT_EQ(
      client.Call(&FrequencyStub::GetFrequencyPolicy, v1::GetFrequencyPolicyRequest())->policy().max_in_day(),
      1);

  v1::ReserveContactRequest reserve;
  *reserve.mutable_check() = SomeCheck();
  reserve.set_message_id("autumn-1");
  reserve.set_request_id(NewUuid());
  const auto reserved = client.Call(&FrequencyStub::ReserveContact, reserve);
  ASSERT_TRUE(reserved.ok()) << reserved.status();
  EXPECT_TRUE(reserved->check().allowed());
  EXPECT_EQ(reserved->contact().name(), "customers/c1/contacts/autumn-1");
  EXPECT_EQ(reserved->contact().decision_id(), reserved->check().decision_id());
  const auto check = served.client.Call(&Stub::CheckContact, SomeCheck());
  EXPECT_EQ(check->reason(), "CAP");
  EXPECT_EQ(ToTime(check->free_time()), ToTime(reserved->contact().reserve_time()) + absl::Hours(24));
  reserve.set_message_id("autumn-2");
  reserve.set_request_id(NewUuid());
  EXPECT_FALSE(client.Call(&FrequencyStub::ReserveContact, reserve)->has_contact());

  v1::ReleaseContactRequest release;
  release.set_name(reserved->contact().name());
  EXPECT_EQ(client.Call(&FrequencyStub::ReleaseContact, release)->contact().state(),
            v1::CONTACT_STATE_RELEASED);
  reserve.clear_request_id();
  v1::CommitContactRequest commit;
  commit.set_name(client.Call(&FrequencyStub::ReserveContact, reserve)->contact().name());
  EXPECT_TRUE(client.Call(&FrequencyStub::CommitContact, commit)->contact().has_commit_time());
  release.set_name(commit.name());
  EXPECT_EQ(ReasonOf(client.Call(&FrequencyStub::ReleaseContact, release).status()), "CONTACT_COMMITTED");
}

TEST(FrequencyApi, PausesContacts) {
  ServedConsent served;
  served.OptIn("c1");
  rpc::Client<v1::FrequencyService> client(served.served.remote());
  v1::PauseContactsRequest pause;
  pause.set_customer("customers/c1");
  *pause.mutable_until_time() = ToTimestamp(served.clock.Now() + absl::Hours(3));
  EXPECT_EQ(client.Call(&v1::FrequencyService::Stub::PauseContacts, pause)->log_size(), 3);
  EXPECT_EQ(ToTime(served.client.Call(&Stub::CheckContact, SomeCheck())->free_time()),
            served.clock.Now() + absl::Hours(3));
}

TEST(FrequencyApi, NamesEverythingThatIsWrong) {
  using FrequencyStub = v1::FrequencyService::Stub;
  ServedConsent served;
  rpc::Client<v1::FrequencyService> client(served.served.remote());
  v1::SetFrequencyPolicyRequest set;
  set.mutable_policy()->set_max_in_day(-1);
  set.mutable_policy()->set_max_in_year(501);
  set.mutable_policy()->set_quiet_end_minute(1440);
  set.mutable_policy()->set_time_zone("Mars/North");
  EXPECT_THAT(FieldsOf(client.Call(&FrequencyStub::SetFrequencyPolicy, set).status()),
              UnorderedElementsAre("policy.max_in_day", "policy.max_in_year", "policy.quiet_end_minute",
                                   "policy.time_zone"));
  v1::ReserveContactRequest reserve;
  *reserve.mutable_check() = SomeCheck();
  *reserve.mutable_check()->mutable_at_time() = ToTimestamp(served.clock.Now());
  EXPECT_THAT(FieldsOf(client.Call(&FrequencyStub::ReserveContact, reserve).status()),
              UnorderedElementsAre("check.at_time", "message_id"));
  EXPECT_THAT(FieldsOf(client.Call(&FrequencyStub::CommitContact, v1::CommitContactRequest()).status()),
              ElementsAre("name"));
}

TEST(RuleApi, ShowsTheRulesAndTheirHash) {
  ServedConsent served;
  const auto list = served.rule_client.Call(&v1::RuleService::Stub::ListRuleSets, v1::ListRuleSetsRequest());
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->rule_sets_size(), 2);
  v1::GetRuleSetRequest request;
  request.set_name(list->rule_sets(1).name());
  const auto rules = served.rule_client.Call(&v1::RuleService::Stub::GetRuleSet, request);
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->rule_set().name(), "ruleSets/de-v1");
  EXPECT_EQ(Sha256(rules->rule_set().text()), list->rule_sets(1).text_hash());
  request.set_name("ruleSets/xx-v1");
  EXPECT_EQ(ReasonOf(served.rule_client.Call(&v1::RuleService::Stub::GetRuleSet, request).status()),
            "RULE_SET_UNKNOWN");
}

TEST(OptInReportApi, TellsTheRateAndWhatToDo) {
  ServedConsent served;
  for (const auto customer : {"k1", "k2", "k3"}) {
    served.profile.Add({customer, Recipient::kB2c, Relation::kCustomer, false});
    served.Decide(customer);
  }
  served.OptIn("k1");
  v1::QueryOptInRateRequest request;
  request.set_purpose("purposes/news");
  const auto rate = served.report_client.Call(&v1::OptInReportService::Stub::QueryOptInRate, request);
  ASSERT_TRUE(rate.ok()) << rate.status();
  EXPECT_EQ(rate->active_customer_count(), 3);
  EXPECT_EQ(rate->confirmed_customer_count(), 1);
  EXPECT_NEAR(rate->opt_in_rate(), 1.0 / 3, 1e-12);
  EXPECT_LT(rate->opt_in_rate_low(), rate->opt_in_rate());
  EXPECT_GT(rate->opt_in_rate_high(), rate->opt_in_rate());
  EXPECT_EQ(rate->confirmation_rate(), 1);
  EXPECT_TRUE(rate->has_median_time_to_confirm());
  EXPECT_THAT(rate->suggestion(), ::testing::HasSubstr("2 of 3"));
  request.set_purpose("purposes/nothing");
  EXPECT_EQ(
      ReasonOf(served.report_client.Call(&v1::OptInReportService::Stub::QueryOptInRate, request).status()),
      "PURPOSE_UNKNOWN");
}

TEST(PurposeApi, KeepsPurposesAndWordings) {
  ServedConsent served;
  v1::CreatePurposeRequest create;
  create.mutable_purpose()->set_name("purposes/fairs");
  create.mutable_purpose()->set_display_name("Invitations to fairs");
  ASSERT_TRUE(served.purpose_client.Call(&PurposeStub::CreatePurpose, create).ok());
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::CreatePurpose, create).status()),
            "ROW_CONFLICT");
  EXPECT_EQ(
      served.purpose_client.Call(&PurposeStub::ListPurposes, v1::ListPurposesRequest())->purposes_size(), 3);

  v1::CreateWordingRequest add;
  add.set_parent("purposes/fairs");
  add.mutable_wording()->set_language_code("de");
  add.mutable_wording()->set_text("Ja, laden Sie mich ein.\nGern.");
  EXPECT_EQ(served.purpose_client.Call(&PurposeStub::CreateWording, add)->wording().name(),
            "purposes/fairs/wordings/1");
  const auto second = served.purpose_client.Call(&PurposeStub::CreateWording, add);
  EXPECT_EQ(second->wording().name(), "purposes/fairs/wordings/2");
  EXPECT_EQ(second->wording().text_hash(), Sha256(add.wording().text()));
  v1::ListWordingsRequest list;
  list.set_parent("purposes/fairs");
  EXPECT_EQ(served.purpose_client.Call(&PurposeStub::ListWordings, list)->wordings(0).name(),
            "purposes/fairs/wordings/2");
  list.set_parent("purposes/nothing");
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::ListWordings, list).status()),
            "PURPOSE_UNKNOWN");
}

TEST(PurposeApi, ApprovesATextAndLosesItWithTheText) {
  ServedConsent served;
  v1::SetTemplateRequest set;
  set.mutable_template_()->set_name("templates/parcel");
  set.mutable_template_()->set_message_class(v1::MESSAGE_CLASS_SERVICE);
  set.mutable_template_()->set_text("Your parcel is on its way.");
  const auto stored = served.purpose_client.Call(&PurposeStub::SetTemplate, set);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_FALSE(stored->template_().approved());

  v1::ApproveTemplateRequest approve;
  approve.set_name("templates/parcel");
  approve.set_text_hash(stored->template_().text_hash());
  const auto approved = served.purpose_client.Call(&PurposeStub::ApproveTemplate, approve);
  EXPECT_TRUE(approved->template_().approved());
  EXPECT_EQ(approved->template_().approver(), "lawyer");

  set.mutable_template_()->set_text("Your parcel is on its way. Buy more!");
  EXPECT_FALSE(served.purpose_client.Call(&PurposeStub::SetTemplate, set)->template_().approved());
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::ApproveTemplate, approve).status()),
            "TEMPLATE_CHANGED");
  approve.set_name("templates/nothing");
  EXPECT_EQ(ReasonOf(served.purpose_client.Call(&PurposeStub::ApproveTemplate, approve).status()),
            "TEMPLATE_UNKNOWN");
}

TEST(PurposeApi, NamesEverythingThatIsWrong) {
  ServedConsent served;
  v1::CreatePurposeRequest create;
  create.mutable_purpose()->set_name("purposes/1st");
  create.mutable_purpose()->set_display_name(std::string(201, 'x'));
  create.set_request_id("1");
  EXPECT_THAT(FieldsOf(served.purpose_client.Call(&PurposeStub::CreatePurpose, create).status()),
              UnorderedElementsAre("purpose.name", "purpose.display_name", "request_id"));
  v1::CreateWordingRequest add;
  add.mutable_wording()->set_text(std::string(5001, 'x'));
  EXPECT_THAT(FieldsOf(served.purpose_client.Call(&PurposeStub::CreateWording, add).status()),
              UnorderedElementsAre("parent", "wording.language_code", "wording.text"));
  EXPECT_THAT(
      FieldsOf(served.purpose_client.Call(&PurposeStub::SetTemplate, v1::SetTemplateRequest()).status()),
      UnorderedElementsAre("template.name", "template.message_class", "template.text"));
  EXPECT_THAT(
      FieldsOf(
          served.purpose_client.Call(&PurposeStub::ApproveTemplate, v1::ApproveTemplateRequest()).status()),
      UnorderedElementsAre("name", "text_hash"));
}

}  // namespace
}  // namespace bestand::consent
