// What witnesses cosigned, checked offline: in exports, beside kept checkpoints, and in the evidence of one
// consent.

#include "tools/bestandctl/verify/cosignings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/error/error.h"
#include "services/consent/api/evidence_wire.h"
#include "services/consent/storage/anchors/sql_cosignatures.h"
#include "tests/tools/bestandctl/verify/exported_log.h"
#include "tools/bestandctl/verify/bundle_verifier.h"

namespace bestand::ctl {
namespace {

using ::testing::SizeIs;

constexpr int64_t kTime = 1'800'000'000;

struct CosignedLog : ExportedLog {
  const tlog::Signer witness = tlog::NewSigner("witness.example.test", tlog::KeyKind::kCosignature);
  const tlog::Signer other = tlog::NewSigner("other.example.test", tlog::KeyKind::kCosignature);
  consent::SqlEvidenceStore cosigned{*database, means, {witness.verifier()}};
  consent::SqlCosignatures cosignatures{*database, signer.name};

  // The witness cosigns the log as it is.
  consent::Cosigned CosignNow() {
    const auto checkpoint = *tlog::OpenCheckpoint(Checkpoint(), signer.verifier());
    consent::Cosigned made{checkpoint, {kTime, tlog::SignatureLine(witness, checkpoint.ToText(), kTime)}};
    EXPECT_TRUE(cosignatures.Add(witness.verifier(), made).ok());
    return made;
  }
  void Grow() { (void)refusals.Object("d1", Channel::kSms, {}); }

  absl::StatusOr<Verified> VerifyFor(const tlog::Signer& trusted, std::vector<std::string> kept = {}) {
    return VerifyShown(cosigned, {signer.verifier(), std::move(kept), {trusted.verifier()}});
  }

  consent_v1::Evidence Bundle() {
    const auto consents = this->consents.List("c1");
    const auto evidence = cosigned.Collect("c1", consents->front().id);
    return consent::ToWire(*evidence, signer.verifier(), clock.Now());
  }
  absl::StatusOr<VerifiedBundle> VerifyBundleFor(const consent_v1::Evidence& bundle) {
    const tlog::Verifier trusted = witness.verifier();
    return VerifyBundle(bundle, signer.verifier(), {&trusted, 1});
  }
};

template <typename T>
std::string PlaceOf(const absl::StatusOr<T>& verified) {
  return ReasonOf(verified.status()) == "EVIDENCE_FAULTY" ? FactsOf(verified.status()).at("place")
                                                          : ReasonOf(verified.status());
}

TEST(Cosignings, TellHowMuchAWitnessVouchesFor) {
  CosignedLog log;
  const int64_t size = log.CosignNow().checkpoint.size;
  log.Grow();
  const auto verified = log.VerifyFor(log.witness);
  ASSERT_TRUE(verified.ok()) << verified.status();
  ASSERT_THAT(verified->cosigned, SizeIs(1));
  EXPECT_EQ(verified->cosigned[0].log_size, size);
  EXPECT_EQ(verified->cosigned[0].time, absl::FromUnixSeconds(kTime));
}

TEST(Cosignings, AreMissedWhereThereAreNone) {
  CosignedLog log;
  EXPECT_EQ(PlaceOf(log.VerifyFor(log.witness)), "the witness witness.example.test");
  log.CosignNow();
  EXPECT_EQ(PlaceOf(log.VerifyFor(log.other)), "the witness other.example.test");
  EXPECT_EQ(PlaceOf(log.VerifyFor(log.signer)), "SETTING_INVALID");
}

TEST(Cosignings, CountInCheckpointsThatWereKept) {
  CosignedLog log;
  const auto made = log.CosignNow();
  ASSERT_TRUE(log.Sql("TRUNCATE cosignatures").ok());
  EXPECT_TRUE(log.VerifyFor(log.witness, {log.Checkpoint() + made.cosignature.line}).ok());
}

// Whoever holds database and key tells another past, and leaves or copies the witness's word beside it.
TEST(Cosignings, ShowThatTheHolderOfDatabaseAndKeyRewroteTheLog) {
  CosignedLog log, rewritten;
  rewritten.signer = log.signer;
  consent::SqlEvidenceStore anew(*rewritten.database, rewritten.means, {log.witness.verifier()});
  rewritten.Grow();
  const auto made = log.CosignNow();
  ASSERT_TRUE(rewritten.cosignatures.Add(log.witness.verifier(), made).ok());
  const auto verified = ExportedLog::VerifyShown(anew, {log.signer.verifier(), {}, {log.witness.verifier()}});
  EXPECT_EQ(PlaceOf(verified), "the first " + std::to_string(made.checkpoint.size) + " events");
}

TEST(Cosignings, ShowThatTheLogWasCut) {
  CosignedLog log;
  log.Grow();
  log.CosignNow();
  const auto whole = log.VerifyFor(log.witness);
  ASSERT_TRUE(whole.ok()) << whole.status();
  CosignedLog cut;
  const std::string longer = tlog::SignCheckpoint(cut.signer, 99, std::string(32, 'x'));
  const auto text = *tlog::Checkpoint::FromText(longer);
  const std::string line = tlog::SignatureLine(cut.witness, text.ToText(), kTime);
  ASSERT_TRUE(cut.cosignatures.Add(cut.witness.verifier(), {text, {kTime, line}}).ok());
  EXPECT_EQ(PlaceOf(cut.VerifyFor(cut.witness)), "the end");
}

TEST(Cosignings, StandInTheEvidenceOfOneConsent) {
  CosignedLog log;
  const int64_t size = log.CosignNow().checkpoint.size;
  log.Grow();
  const auto verified = log.VerifyBundleFor(log.Bundle());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->log_size, size + 1);
  ASSERT_THAT(verified->cosigned, SizeIs(1));
  EXPECT_EQ(verified->cosigned[0].log_size, size);
}

TEST(Cosignings, InEvidenceAreCheckedToTheLastBit) {
  CosignedLog log;
  EXPECT_EQ(PlaceOf(log.VerifyBundleFor(log.Bundle())), "the witness witness.example.test");
  log.CosignNow();
  log.Grow();
  const consent_v1::Evidence sound = log.Bundle();
  const std::string& note = sound.cosigned_checkpoints(0).checkpoint();
  for (size_t i = 0; i < note.size(); ++i) {
    consent_v1::Evidence changed = sound;
    (*changed.mutable_cosigned_checkpoints(0)->mutable_checkpoint())[i] ^= 1;
    EXPECT_FALSE(log.VerifyBundleFor(changed).ok()) << "byte " << i;
  }
  consent_v1::Evidence changed = sound;
  changed.mutable_cosigned_checkpoints(0)->set_log_size(1);
  EXPECT_EQ(PlaceOf(log.VerifyBundleFor(changed)), "a cosigned checkpoint");
  changed = sound;
  (*changed.mutable_cosigned_checkpoints(0)->mutable_growth_hashes(0))[0] ^= 1;
  EXPECT_EQ(PlaceOf(log.VerifyBundleFor(changed)), "the checkpoint");
}

}  // namespace
}  // namespace bestand::ctl
