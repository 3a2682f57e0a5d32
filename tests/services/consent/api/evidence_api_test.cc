#include "services/consent/api/evidence_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/id/digest.h"
#include "common/rpc/client.h"
#include "common/tlog/checkpoint.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/served_api.h"

namespace bestand::consent {
namespace {

using Stub = v1::EvidenceService::Stub;

struct ServedEvidence : ConsentHouse {
  bestand::testing::ApiRuntime house{&replays};
  SqlEvidenceStore evidence{*database, means};
  EvidenceApi api{{evidence, clock, house.runtime()}};
  bestand::testing::ServedApi served{house.runtime(), {rpc::Host<v1::EvidenceService>(api)}};
  rpc::Client<v1::EvidenceService> client{served.remote()};

  v1::GetCheckpointResponse Checkpoint() { return *client.Call(&Stub::GetCheckpoint, {}); }
};

TEST(EvidenceApi, SignsTheLogAsItIs) {
  ServedEvidence served;
  EXPECT_EQ(served.Checkpoint().log_size(), 0);
  served.OptIn("c1");
  const auto checkpoint = served.Checkpoint();
  EXPECT_EQ(checkpoint.log_size(), 2);
  EXPECT_EQ(checkpoint.public_key(), served.signer.verifier().ToText());
  const auto opened = tlog::OpenCheckpoint(checkpoint.checkpoint(), served.signer.verifier());
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->root, checkpoint.root_hash());
}

TEST(EvidenceApi, ProvesEachEventByItself) {
  ServedEvidence served;
  for (int i = 0; i < 7; ++i) served.OptIn("c" + std::to_string(i));
  const auto events = served.consents.ListEvents({"c3", 10, -1});
  for (const RecordedEvent& event : *events) {
    v1::GetInclusionProofRequest request;
    request.set_log_index(event.log_index);
    const auto proof = served.client.Call(&Stub::GetInclusionProof, request);
    ASSERT_TRUE(proof.ok());
    EXPECT_EQ(proof->leaf_hash(), event.leaf_hash);
    EXPECT_EQ(proof->log_size(), 14);
    const auto parsed = tlog::LogProof::FromText(proof->tlog_proof());
    ASSERT_TRUE(parsed.has_value());
    EXPECT_TRUE(tlog::VerifyLogProof(*parsed, event.leaf, served.signer.verifier()));
    EXPECT_FALSE(tlog::VerifyLogProof(*parsed, event.leaf + "x", served.signer.verifier()));
  }
}

TEST(EvidenceApi, ProvesThatTheLogOnlyGrew) {
  ServedEvidence served;
  std::vector<v1::GetCheckpointResponse> kept;
  for (int i = 0; i < 6; ++i) {
    served.OptIn("c" + std::to_string(i));
    kept.push_back(served.Checkpoint());
  }
  for (const auto& first : kept) {
    v1::GetConsistencyProofRequest request;
    request.set_first_log_size(first.log_size());
    const auto proof = served.client.Call(&Stub::GetConsistencyProof, request);
    ASSERT_TRUE(proof.ok());
    const auto newest = tlog::OpenCheckpoint(proof->checkpoint(), served.signer.verifier());
    const tlog::Proof hashes(proof->hashes().begin(), proof->hashes().end());
    EXPECT_TRUE(
        tlog::VerifyConsistency({first.log_size(), newest->size, first.root_hash(), newest->root}, hashes));
  }
}

TEST(EvidenceApi, KnowsNoPlacesBeyondTheEnd) {
  ServedEvidence served;
  served.OptIn("c1");
  for (const int64_t index : {-1, 2}) {
    v1::GetInclusionProofRequest request;
    request.set_log_index(index);
    EXPECT_EQ(ReasonOf(served.client.Call(&Stub::GetInclusionProof, request).status()), "LOG_INDEX_UNKNOWN");
  }
  v1::GetConsistencyProofRequest request;
  request.set_first_log_size(3);
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::GetConsistencyProof, request).status()), "LOG_INDEX_UNKNOWN");
}

TEST(EvidenceApi, BundlesAllThatProvesAConsent) {
  ServedEvidence served;
  served.OptIn("c1", {"news", "birthday"});
  ASSERT_TRUE(served.refusals.Object("c1", std::nullopt, {}).ok());
  ASSERT_TRUE(served.refusals.Object("c1", Channel::kPost, {}).ok());
  served.OptIn("c2");
  const auto consents = served.consents.List("c1");
  const Consent& news = consents->back();
  v1::GetEvidenceRequest request;
  request.set_name("customers/c1/consents/" + news.id);
  const auto answer = served.client.Call(&Stub::GetEvidence, request);
  ASSERT_TRUE(answer.ok());
  const v1::Evidence& evidence = answer->evidence();
  ASSERT_EQ(evidence.items_size(), 3);
  EXPECT_EQ(evidence.items(0).event().kind(), "REQUESTED");
  EXPECT_EQ(evidence.items(1).event().kind(), "CONFIRMED");
  EXPECT_EQ(evidence.items(2).event().kind(), "OBJECTED");
  EXPECT_NE(evidence.items(0).payload().find("address=c1@example.test"), std::string::npos);
  for (const v1::EvidenceItem& item : evidence.items()) {
    EXPECT_NE(item.leaf().find(Sha256(item.salt() + item.payload())), std::string::npos);
    const auto proof = tlog::LogProof::FromText(item.tlog_proof());
    EXPECT_TRUE(tlog::VerifyLogProof(*proof, item.leaf(), served.signer.verifier()));
  }
  ASSERT_EQ(evidence.wordings_size(), 1);
  EXPECT_EQ(evidence.wordings(0).text_hash(), Sha256(evidence.wordings(0).text()));
}

TEST(EvidenceApi, KnowsNoEvidenceOfOthersConsents) {
  ServedEvidence served;
  served.OptIn("c1");
  v1::GetEvidenceRequest request;
  request.set_name("customers/c2/consents/" + served.consents.List("c1")->front().id);
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::GetEvidence, request).status()), "CONSENT_UNKNOWN");
  request.set_name("nobody");
  EXPECT_EQ(ReasonOf(served.client.Call(&Stub::GetEvidence, request).status()), "FIELD_INVALID");
}

TEST(EvidenceApi, SignsWhatAnOlderVersionWrote) {
  ServedEvidence served;
  served.OptIn("c1");
  const auto forget = [](storage::Session& session) {
    return session.RunText(
        "test_forget",
        "UPDATE log_head SET tree_size = 0, edge = '', checkpoint = ''; DELETE FROM log_nodes");
  };
  ASSERT_TRUE(served.database->InSession(forget).ok());
  EXPECT_EQ(served.Checkpoint().log_size(), 2);
}

}  // namespace
}  // namespace bestand::consent
