#include "services/consent/api/consent_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/consent/api/served_consent.h"

namespace bestand::consent {
namespace {

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

}  // namespace
}  // namespace bestand::consent
