#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/id/id.h"
#include "common/rpc/client.h"
#include "common/validate/wire_values.h"
#include "services/consent/api/consent_api.h"
#include "services/consent/api/decision_apis.h"
#include "services/consent/api/opt_in_report_api.h"
#include "services/consent/api/purpose_api.h"
#include "services/consent/domain/rules/decision_table.h"
#include "services/consent/storage/sql_slot_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {

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
  DecisionApis others{
      {checks, *rules, ground_store, slots, wishes, Rules(key).address_key, clock, house.runtime()}};
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

inline v1::RequestOptInRequest SomeRequest() {
  v1::RequestOptInRequest request;
  request.set_customer("customers/c1");
  request.set_email_address("anna@example.test");
  request.add_purposes("purposes/news");
  request.mutable_circumstances()->set_origin("https://shop.example.test/sign-up");
  request.mutable_circumstances()->set_ip_address("192.0.2.1");
  return request;
}

inline v1::CheckContactRequest SomeCheck(const std::string& customer = "c1") {
  v1::CheckContactRequest check;
  check.set_customer("customers/" + customer);
  check.set_channel(v1::CHANNEL_EMAIL);
  check.set_message_class(v1::MESSAGE_CLASS_MARKETING);
  check.set_purpose("purposes/news");
  return check;
}

inline std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(status)) fields.push_back(violation.field);
  return fields;
}

}  // namespace bestand::consent
