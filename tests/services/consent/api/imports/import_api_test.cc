#include "services/consent/api/imports/import_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/client.h"
#include "services/consent/storage/imports/sql_import_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::ConsentImportService::Stub;
using ::testing::HasSubstr;

struct ServedImports : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  rpc::PageTokens page_tokens{"0123456789abcdef"};
  SqlImportStore store{*database, means, Rules(key).address_key};
  ConsentImportApi api{store, page_tokens, house.runtime()};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::ConsentImportService>(api)}};
  rpc::Client<v1::ConsentImportService> client{served.remote()};

  absl::StatusOr<v1::ImportConsentsResponse> Send(const std::vector<v1::ImportConsentsRequest>& chunks) {
    const auto context = rpc::NewEndlessContext(client.remote());
    v1::ImportConsentsResponse response;
    const auto writer = client.stub().ImportConsents(context.get(), &response);
    for (const auto& chunk : chunks)
      if (!writer->Write(chunk)) break;
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return rpc::FromGrpc(status, "consent");
    return response;
  }
};

v1::ImportedConsent Row(const std::string& id, const std::string& customer) {
  v1::ImportedConsent row;
  row.set_external_id(id);
  row.set_customer("customers/" + customer);
  row.set_purpose("purposes/news");
  row.set_email_address(customer + "@example.test");
  row.set_wording_text("Wording of news");
  row.set_origin("old shop");
  row.mutable_request_time()->set_seconds(1'700'000'000);
  row.set_request_ip_address("192.0.2.1");
  row.set_message_id("<1@old.example.test>");
  row.mutable_mail_time()->set_seconds(1'700'000'010);
  row.mutable_confirm_time()->set_seconds(1'700'000'100);
  row.set_confirm_ip_address("192.0.2.1");
  return row;
}

TEST(ImportApi, CountsWhatBecameOfEachRow) {
  ServedImports served;
  v1::ImportConsentsRequest first, second;
  first.set_source("old-shop");
  *first.add_consents() = Row("1", "c1");
  *first.add_consents() = Row("2", "c2");
  first.mutable_consents(1)->clear_origin();
  *second.add_consents() = Row("", "c 3");
  *second.add_consents() = Row("1", "c1");
  *second.add_consents() = Row("4", "c4");
  second.mutable_consents(2)->set_purpose("purposes/nothing");
  const auto report = served.Send({first, second});
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->row_count(), 5);
  EXPECT_EQ(report->proven_count(), 1);
  EXPECT_EQ(report->unproven_count(), 1);
  EXPECT_EQ(report->unchanged_count(), 1);
  EXPECT_EQ(report->rejected_count(), 2);
  EXPECT_EQ(report->missing_evidence(0).field(), "origin");
  EXPECT_EQ(report->rejected(0).row(), 3);
  EXPECT_THAT(report->rejected(0).reason(), HasSubstr("external_id"));
  EXPECT_THAT(report->rejected(0).reason(), HasSubstr("customer"));
  EXPECT_EQ(report->rejected(1).row(), 5);
  v1::ListUnprovenConsentsRequest list;
  list.set_purpose("purposes/news");
  const auto unproven = served.client.Call(&Stub::ListUnprovenConsents, list);
  ASSERT_EQ(unproven->consents_size(), 1);
  EXPECT_EQ(unproven->consents(0).customer(), "customers/c2");
}

TEST(ImportApi, WantsASourceAndBoundedChunks) {
  ServedImports served;
  EXPECT_EQ(ReasonOf(served.Send({{}}).status()), "FIELD_INVALID");
  v1::ImportConsentsRequest large;
  large.set_source("old-shop");
  for (int i = 0; i < 501; ++i) *large.add_consents() = Row(std::to_string(i), "c1");
  EXPECT_EQ(ReasonOf(served.Send({large}).status()), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::consent
