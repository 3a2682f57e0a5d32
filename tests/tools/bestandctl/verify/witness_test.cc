#include "tools/bestandctl/verify/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/bestandctl/verify/exported_log.h"

namespace bestand::ctl {
namespace {

struct Witnessed : ExportedLog {
  const tlog::Signer witness = tlog::NewSigner("witness.example.test", tlog::KeyKind::kCosignature);

  Sighting See(const std::string& last, int64_t last_size) {
    const auto shown = evidence.ProveConsistency(last_size);
    return {last, shown->checkpoint, shown->hashes};
  }
  absl::StatusOr<std::string> Sign(const Sighting& sighting) {
    return Cosign(sighting, signer.verifier(), witness, 1'800'000'000);
  }
  void Grow() { (void)refusals.Object("d1", Channel::kSms, {}); }
};

std::string PlaceOf(const absl::StatusOr<std::string>& signed_) {
  return ReasonOf(signed_.status()) == "EVIDENCE_FAULTY" ? FactsOf(signed_.status()).at("place")
                                                         : ReasonOf(signed_.status());
}

TEST(Witness, CosignsALogThatOnlyGrew) {
  Witnessed log;
  std::string last;
  for (int64_t size = 31, seen = 0; size < 36; seen = size++) {
    const auto cosigned = log.Sign(log.See(last, seen));
    ASSERT_TRUE(cosigned.ok()) << cosigned.status();
    const auto note = tlog::ParseNote(*cosigned);
    EXPECT_TRUE(tlog::IsSignedBy(*note, log.witness.verifier()));
    EXPECT_TRUE(tlog::IsSignedBy(*note, log.signer.verifier()));
    last = *cosigned;
    log.Grow();
  }
}

TEST(Witness, CosignsTheSameAgain) {
  Witnessed log;
  const auto first = log.Sign(log.See("", 0));
  EXPECT_TRUE(log.Sign(log.See(*first, 31)).ok());
}

TEST(Witness, RefusesALogThatWasSetBack) {
  Witnessed log;
  const std::string before = log.Checkpoint();
  log.Grow();
  const auto seen = log.Sign(log.See("", 0));
  EXPECT_EQ(PlaceOf(log.Sign({*seen, before, {}})), "the checkpoint of 31 events");
}

TEST(Witness, RefusesAnotherPast) {
  Witnessed log;
  const tlog::Signer key = log.signer;
  const std::string forged = tlog::SignCheckpoint(key, 31, std::string(32, 'x'));
  const auto seen = log.Sign(log.See("", 0));
  EXPECT_EQ(PlaceOf(log.Sign({*seen, forged, {}})), "the checkpoint of 31 events")
      << "as long, and not the same";
  const std::string longer = tlog::SignCheckpoint(key, 32, std::string(32, 'x'));
  EXPECT_EQ(PlaceOf(log.Sign({*seen, longer, log.evidence.ProveConsistency(13)->hashes})),
            "the checkpoint of 32 events");
}

TEST(Witness, RefusesWhatTheLogDidNotSign) {
  Witnessed log;
  const tlog::Signer stranger = tlog::NewSigner("log.example.test");
  EXPECT_EQ(PlaceOf(log.Sign({"", tlog::SignCheckpoint(stranger, 31, std::string(32, 'x')), {}})),
            "the newest checkpoint");
  EXPECT_EQ(PlaceOf(log.Sign({"nonsense", log.Checkpoint(), {}})), "the checkpoint kept from before");
  EXPECT_EQ(PlaceOf(Cosign(log.See("", 0), log.signer.verifier(), log.signer, 1)), "SETTING_INVALID");
}

}  // namespace
}  // namespace bestand::ctl
