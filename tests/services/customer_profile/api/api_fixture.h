#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/client.h"
#include "common/storage/sql_replays.h"
#include "services/customer_profile/api/behaviour_api.h"
#include "services/customer_profile/api/contact_point_api.h"
#include "services/customer_profile/api/customer_api.h"
#include "services/customer_profile/api/feedback_api.h"
#include "services/customer_profile/api/history_api.h"
#include "services/customer_profile/api/preference_api.h"
#include "services/customer_profile/api/product_api.h"
#include "services/customer_profile/api/purchase_api.h"
#include "services/customer_profile/storage/sql_behaviour_store.h"
#include "services/customer_profile/storage/sql_feedback_store.h"
#include "tests/services/customer_profile/storage/store_fixture.h"
#include "tests/support/served_api.h"
#include "tests/support/standing_clock.h"

namespace bestand::customer_profile {

// All RPCs on a real server over a fresh database; the clock stands at noon of 9 December 2011.
class ApiTest : public StoreTest {
 protected:
  static v1::SalesListFormat Format() {
    v1::SalesListFormat format;
    format.set_source("shop");
    format.set_currency_code("GBP");
    format.set_time_zone("Europe/London");
    return format;
  }

  // Sends a sales list in pieces of `piece` bytes.
  absl::StatusOr<v1::ImportReport> SendList(const v1::SalesListFormat& format, std::string_view text,
                                            size_t piece = 1000) {
    const auto context = rpc::NewContext(remote, absl::Minutes(5));
    v1::ImportSalesListResponse response;
    const auto writer = purchase_client.stub().ImportSalesList(context.get(), &response);
    v1::ImportSalesListRequest request;
    *request.mutable_format() = format;
    bool open = writer->Write(request);
    for (size_t at = 0; open && at < text.size(); at += piece) {
      request.set_content(std::string(text.substr(at, piece)));
      open = writer->Write(request);
    }
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return rpc::FromGrpc(status);
    return response.report();
  }

  absl::StatusOr<std::string> ExportRejected(const std::string& name) {
    const auto context = rpc::NewContext(remote);
    v1::ExportRejectedRowsRequest request;
    request.set_name(name);
    const auto reader = purchase_client.stub().ExportRejectedRows(context.get(), request);
    std::string csv;
    for (v1::ExportRejectedRowsResponse response; reader->Read(&response);) csv += response.content();
    const grpc::Status status = reader->Finish();
    if (!status.ok()) return rpc::FromGrpc(status);
    return csv;
  }

  v1::Customer Create(const std::string& customer_id) {
    v1::CreateCustomerRequest request;
    request.mutable_customer()->set_name("customers/" + customer_id);
    request.mutable_customer()->set_kind(v1::CUSTOMER_KIND_PERSON);
    const auto response = customer_client.Call(&v1::CustomerService::Stub::CreateCustomer, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->customer() : v1::Customer();
  }

  static std::vector<std::string> FieldsOf(const absl::Status& status) {
    std::vector<std::string> fields;
    for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
    return fields;
  }

  StandingClock clock{absl::FromCivil(absl::CivilHour(2011, 12, 9, 12), Berlin())};
  storage::SqlReplays replays{*database};
  bestand::testing::ApiRuntime house{&replays};
  rpc::PageTokens page_tokens{"0123456789abcdef"};
  CustomerApi customer_api{{customers, company, page_tokens, clock, house.runtime()}};
  ContactPointApi contact_point_api{contact_points, house.runtime()};
  ProductApi product_api{products, page_tokens, house.runtime()};
  PurchaseApi purchase_api{{purchases, imports, clock, house.runtime()}};
  LastContactReads last_contacts{history};
  HistoryApi history_api{{history, last_contacts, changes, page_tokens, SystemClock(), house.runtime(),
                          absl::Milliseconds(300)}};
  PreferenceApi preference_api{history, house.runtime()};
  SqlBehaviourStore behaviours{*database, company};
  BehaviourApi behaviour_api{behaviours, house.runtime()};
  SqlFeedbackStore feedback{*database, outbox};
  FeedbackApi feedback_api{feedback, clock, house.runtime()};
  bestand::testing::ServedApi served{
      house.runtime(),
      {rpc::Host<v1::CustomerService>(customer_api), rpc::Host<v1::ContactPointService>(contact_point_api),
       rpc::Host<v1::ProductService>(product_api), rpc::Host<v1::PurchaseService>(purchase_api),
       rpc::Host<v1::HistoryService>(history_api), rpc::Host<v1::PreferenceService>(preference_api),
       rpc::Host<v1::BehaviourService>(behaviour_api), rpc::Host<v1::FeedbackService>(feedback_api)}};
  rpc::Remote remote = served.remote();
  rpc::Client<v1::CustomerService> customer_client{remote};
  rpc::Client<v1::ContactPointService> contact_point_client{remote};
  rpc::Client<v1::ProductService> product_client{remote};
  rpc::Client<v1::PurchaseService> purchase_client{remote};
  rpc::Client<v1::HistoryService> history_client{remote};
  rpc::Client<v1::PreferenceService> preference_client{remote};
  rpc::Client<v1::BehaviourService> behaviour_client{remote};
  rpc::Client<v1::FeedbackService> feedback_client{remote};
};

}  // namespace bestand::customer_profile
