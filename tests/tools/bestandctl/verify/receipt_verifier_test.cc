#include "tools/bestandctl/verify/receipt_verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "tests/tools/bestandctl/verify/exported_log.h"

namespace bestand::ctl {
namespace {

struct ReceiptedLog : ExportedLog {
  std::string Receipt() {
    const auto events = consents.ListEvents({"c1", 100, -1});
    for (const consent::RecordedEvent& event : *events) {
      if (event.kind != consent::EventKind::kConfirmed) continue;
      tlog::LogProof proof = evidence.ProveInclusion(event.log_index)->proof;
      proof.extra = event.leaf;
      return proof.ToText();
    }
    return "";
  }
};

TEST(ReceiptVerifier, FindsAReceiptSound) {
  ReceiptedLog log;
  const auto verified = VerifyReceipt(log.Receipt(), log.signer.verifier());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->event.kind, 3);
  EXPECT_EQ(verified->event.channel, 1);
  EXPECT_EQ(verified->log_size, log.evidence.ReadEnd()->size);
}

TEST(ReceiptVerifier, FindsEveryByteThatWasChanged) {
  ReceiptedLog log;
  const std::string sound = log.Receipt();
  for (size_t i = 0; i < sound.size(); ++i) {
    std::string changed = sound;
    changed[i] ^= 1;
    const auto verified = VerifyReceipt(changed, log.signer.verifier());
    EXPECT_EQ(ReasonOf(verified.status()), "EVIDENCE_FAULTY") << "byte " << i;
  }
}

TEST(ReceiptVerifier, KnowsTheLogByItsKeyAlone) {
  ReceiptedLog log;
  const tlog::Signer stranger = tlog::NewSigner("log.example.test");
  EXPECT_EQ(ReasonOf(VerifyReceipt(log.Receipt(), stranger.verifier()).status()), "EVIDENCE_FAULTY");
}

// The receipt's checkpoint is one that somebody kept elsewhere.
TEST(ReceiptVerifier, HoldsTheLogToWhatThePersonHas) {
  ReceiptedLog log, rewritten;
  rewritten.signer = log.signer;
  const std::string kept = tlog::LogProof::FromText(log.Receipt())->checkpoint;
  EXPECT_TRUE(log.Verify({kept}).ok());
  EXPECT_EQ(ReasonOf(rewritten.Verify({kept}).status()), "EVIDENCE_FAULTY");
}

}  // namespace
}  // namespace bestand::ctl
