#include "services/consent/api/erasure/erasure_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/id.h"
#include "common/rpc/client.h"
#include "common/tlog/checkpoint.h"
#include "services/consent/storage/erasure/sql_erasure_store.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::ErasureService::Stub;

struct ServedErasure : ConsentHouse {
  ServedErasure() { OptIn("c1"); }

  v1::RequestErasureRequest Request() {
    v1::RequestErasureRequest request;
    request.set_customer("customers/c1");
    request.set_reason("by letter");
    request.set_request_id(NewUuid());
    return request;
  }

  template <typename Message>
  static Message Named(const std::string& name) {
    Message request;
    request.set_name(name);
    return request;
  }

  bestand::testing::ApiRuntime house{&replays};
  SqlServiceKey link_key{*database, "link"};
  PersonLinks links{WithDatabaseKey(nullptr, link_key)};
  SqlEvidenceStore evidence{*database, means};
  SqlErasureStore erasures{{*database, means, subject_keys, Rules(key).address_key}};
  ErasureApi api{{erasures, evidence, links, absl::Hours(24), house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::ErasureService>(api)}};
  rpc::Client<v1::ErasureService> client{served.remote()};
};

TEST(ErasureApi, SaysWhatGoesAndWhatStays) {
  ServedErasure served;
  const auto asked = served.client.Call(&Stub::RequestErasure, served.Request());
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_EQ(asked->erasure().state(), v1::ERASURE_STATE_ASKED);
  EXPECT_EQ(asked->erasure().customer(), "customers/c1");
  EXPECT_EQ(asked->erasure().due_time().seconds() - asked->erasure().request_time().seconds(), 24 * 3600);
  EXPECT_EQ(asked->goes(0).count(), 1);
  EXPECT_GT(asked->stays_size(), 1);
  EXPECT_EQ(served.client.Call(&Stub::ListErasures, {})->erasures_size(), 1);
}

TEST(ErasureApi, ProvesTheErasureAndForgetsWhoseItWas) {
  ServedErasure served;
  const v1::RequestErasureRequest request = served.Request();
  const std::string name = served.client.Call(&Stub::RequestErasure, request)->erasure().name();
  const auto confirmed =
      served.client.Call(&Stub::ConfirmErasure, ServedErasure::Named<v1::ConfirmErasureRequest>(name));
  ASSERT_TRUE(confirmed.ok()) << confirmed.status();
  const auto due = served.erasures.ListDue();
  for (const std::string& id : *due) ASSERT_TRUE(served.erasures.Erase(id).ok());
  const auto got = served.client.Call(&Stub::GetErasure, ServedErasure::Named<v1::GetErasureRequest>(name));
  EXPECT_EQ(got->erasure().state(), v1::ERASURE_STATE_DONE);
  EXPECT_EQ(got->erasure().customer() + got->erasure().reason(), "");
  const auto proof = tlog::LogProof::FromText(got->tlog_proof());
  ASSERT_TRUE(proof.has_value());
  EXPECT_TRUE(tlog::VerifyLogProof(*proof, got->leaf(), served.signer.verifier()));
  // The same request again does nothing, and says no more to whom.
  const auto again = served.client.Call(&Stub::RequestErasure, request);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->erasure().customer(), "");
  EXPECT_EQ(served.erasures.List()->size(), 1u);
}

TEST(ErasureApi, LetsPersonsAskByTheirLink) {
  ServedErasure served;
  v1::RequestOwnErasureRequest request;
  request.set_token(*served.links.Sign(LinkUse::kPreferences, {"c1", Channel::kEmail, ""}));
  const auto asked = served.client.Call(&Stub::RequestOwnErasure, request);
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_TRUE(asked->erasure().by_person());
  EXPECT_EQ(asked->erasure().customer(), "");
  request.set_token(*served.links.Sign(LinkUse::kUnsubscribe, {"c1", Channel::kEmail, "news"}));
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::RequestOwnErasure, request).status()), "LINK_UNKNOWN");
}

TEST(ErasureApi, CallsOffAndHolds) {
  ServedErasure served;
  const std::string name = served.client.Call(&Stub::RequestErasure, served.Request())->erasure().name();
  v1::SetLegalHoldRequest hold;
  hold.set_customer("customers/c1");
  hold.set_reason("lawsuit");
  hold.set_author("A. Muster");
  EXPECT_EQ(served.client.Call(&Stub::SetLegalHold, hold)->log_size(), 3);
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::RequestErasure, served.Request()).status()), "LEGAL_HOLD");
  v1::LiftLegalHoldRequest lift;
  lift.set_customer("customers/c1");
  lift.set_reason("it is over");
  lift.set_author("A. Muster");
  EXPECT_EQ(served.client.Call(&Stub::LiftLegalHold, lift)->log_size(), 4);
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::LiftLegalHold, lift).status()), "HOLD_UNKNOWN");
  const auto cancelled =
      served.client.Call(&Stub::CancelErasure, ServedErasure::Named<v1::CancelErasureRequest>(name));
  EXPECT_EQ(cancelled->erasure().state(), v1::ERASURE_STATE_CANCELLED);
}

TEST(ErasureApi, NamesEverythingThatIsWrong) {
  ServedErasure served;
  const auto reason_of = [](const auto& answer) { return ReasonOf(answer.status()); };
  EXPECT_EQ(reason_of(served.client.Call(&Stub::RequestErasure, {})), "FIELD_INVALID");
  EXPECT_EQ(reason_of(served.client.Call(&Stub::RequestOwnErasure, {})), "FIELD_INVALID");
  EXPECT_EQ(reason_of(served.client.Call(&Stub::CancelErasure, {})), "FIELD_INVALID");
  EXPECT_EQ(reason_of(served.client.Call(&Stub::ConfirmErasure, {})), "FIELD_INVALID");
  EXPECT_EQ(reason_of(served.client.Call(&Stub::GetErasure, {})), "FIELD_INVALID");
  EXPECT_EQ(reason_of(served.client.Call(&Stub::SetLegalHold, {})), "FIELD_INVALID");
  EXPECT_EQ(reason_of(served.client.Call(&Stub::LiftLegalHold, {})), "FIELD_INVALID");
}

}  // namespace
}  // namespace bestand::consent
