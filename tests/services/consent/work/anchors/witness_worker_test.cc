// The log before a real witness by HTTP, which was written from the specifications alone and checks every
// proof.

#include "services/consent/work/anchors/witness_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "absl/time/clock.h"
#include "tests/services/consent/work/anchors/witnessed_house.h"

namespace bestand::consent {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Witnessed : ::testing::Test {
  Witnessed() { witness.Start(house.signer); }

  std::string ReasonOfAsking(const std::string& fault) {
    return ReasonOf(house.Ask(witness.Set(fault)).status());
  }

  HttpWitness witness;
  WitnessedHouse house{witness.key.verifier()};
};

TEST_F(Witnessed, GivesACosignatureThatIsKeptWithTheCheckpoint) {
  house.Grow(3);
  const auto asked = house.Ask(witness.Set());
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_TRUE(*asked);
  house.Grow();
  const auto end = house.evidence.ReadEnd();
  ASSERT_THAT(end->cosigned, SizeIs(1));
  EXPECT_EQ(end->cosigned[0].size, 3);
  EXPECT_LT(absl::AbsDuration(end->cosigned[0].cosign_time - absl::Now()), absl::Minutes(1));
  const std::string& note = end->cosigned[0].checkpoint;
  EXPECT_EQ(tlog::OpenCheckpoint(note, house.signer.verifier())->size, 3);
  EXPECT_TRUE(tlog::IsSignedBy(*tlog::ParseNote(note), witness.key.verifier()));
}

TEST_F(Witnessed, IsAskedOnlyWhenTheLogHasGrown) {
  EXPECT_FALSE(*house.Ask(witness.Set())) << "an empty log";
  house.Grow();
  EXPECT_TRUE(*house.Ask(witness.Set()));
  EXPECT_FALSE(*house.Ask(witness.Set()));
  EXPECT_FALSE(*house.Ask(witness.Set("refusing"))) << "nobody was asked";
}

TEST_F(Witnessed, FindsEveryProofOfGrowthRight) {
  for (int step = 1; step <= 24; ++step) {
    house.Grow(step % 5 + 1);
    const auto asked = house.Ask(witness.Set());
    ASSERT_TRUE(asked.ok()) << asked.status();
    EXPECT_EQ(house.CosignedSize(), house.evidence.ReadEnd()->size);
  }
}

TEST_F(Witnessed, IsShownTheLogFromWhereItKnowsIt) {
  house.Grow(5);
  ASSERT_TRUE(house.Ask(witness.Set()).ok());
  const auto forget = [](storage::Session& session) {
    return session.RunText("test_forget", "TRUNCATE cosignatures");
  };
  ASSERT_TRUE(house.database->InSession(forget).ok());
  EXPECT_TRUE(*house.Ask(witness.Set())) << "the same size: its answer was lost on the way";
  ASSERT_TRUE(house.database->InSession(forget).ok());
  house.Grow(2);
  EXPECT_TRUE(*house.Ask(witness.Set()));
  EXPECT_EQ(house.CosignedSize(), 7);
}

TEST_F(Witnessed, MaySayAnythingAndNothingIsKept) {
  house.Grow(3);
  const std::map<std::string, std::string> faults = {{"wrong-key", "ANCHOR_ANSWER_INVALID"},
                                                     {"another-text", "ANCHOR_ANSWER_INVALID"},
                                                     {"garbage", "ANCHOR_ANSWER_INVALID"},
                                                     {"no-size", "ANCHOR_ANSWER_INVALID"},
                                                     {"endless", "ANCHOR_AWAY"},
                                                     {"slow", "ANCHOR_AWAY"},
                                                     {"broken", "ANCHOR_AWAY"},
                                                     {"rewinding", "ANCHOR_AWAY"},
                                                     {"refusing", "ANCHOR_REFUSED"},
                                                     {"elsewhere", "ANCHOR_REFUSED"},
                                                     {"ahead", "LOG_CONTRADICTED"}};
  for (const auto& [fault, reason] : faults) EXPECT_EQ(ReasonOfAsking(fault), reason) << fault;
  EXPECT_EQ(house.CosignedSize(), 0);
  EXPECT_THAT(house.evidence.ReadEnd()->cosigned, IsEmpty());
  EXPECT_TRUE(*house.Ask(witness.Set()));
}

TEST_F(Witnessed, OfNobodysKeyIsRefusedByIt) {
  WitnessedHouse stranger(witness.key.verifier());
  stranger.Grow();
  EXPECT_EQ(ReasonOf(stranger.Ask(witness.Set()).status()), "ANCHOR_REFUSED");
}

// Whoever holds the database and the signing key tells another past, longer, as long and shorter.
TEST_F(Witnessed, RefusesALogThatWasRewritten) {
  house.Grow(10);
  ASSERT_TRUE(house.Ask(witness.Set()).ok());
  WitnessedHouse rewritten(witness.key.verifier(), house.signer);
  rewritten.Grow(4);
  for (int size : {8, 10, 13}) {
    rewritten.Grow(size - static_cast<int>(rewritten.evidence.ReadEnd()->size));
    EXPECT_EQ(ReasonOf(rewritten.Ask(witness.Set()).status()), "LOG_CONTRADICTED") << size;
  }
  EXPECT_EQ(rewritten.CosignedSize(), 0);
  house.Grow();
  EXPECT_TRUE(*house.Ask(witness.Set())) << "the true one goes on";
}

TEST_F(Witnessed, SeesThatLessIsThereThanItCosigned) {
  house.Grow(2);
  const tlog::Checkpoint longer{house.signer.name, 1000, std::string(32, 'x')};
  const std::string line = tlog::SignatureLine(witness.key, longer.ToText(), 1'800'000'000);
  ASSERT_TRUE(house.cosignatures.Add(witness.key.verifier(), {longer, {1'800'000'000, line}}).ok());
  EXPECT_EQ(ReasonOfAsking(""), "LOG_CONTRADICTED");
}

TEST_F(Witnessed, VouchesForNothingThatItDidNotSign) {
  house.Grow(2);
  const tlog::Signer stranger = tlog::NewSigner(witness.key.name, tlog::KeyKind::kCosignature);
  const tlog::Checkpoint forged{house.signer.name, 2, std::string(32, 'x')};
  const std::string line = tlog::SignatureLine(stranger, forged.ToText(), 1'800'000'000);
  ASSERT_TRUE(house.cosignatures.Add(witness.key.verifier(), {forged, {1'800'000'000, line}}).ok());
  EXPECT_THAT(house.evidence.ReadEnd()->cosigned, IsEmpty()) << "the log's key signs no forged root";
}

TEST_F(Witnessed, MayBeAskedByManyAtOnce) {
  std::atomic<int> failed = 0;
  for (int round = 0; round < 5; ++round) {
    house.Grow(3);
    std::vector<std::thread> replicas;
    for (int i = 0; i < 4; ++i) {
      replicas.emplace_back([&] { failed += house.Ask(witness.Set()).ok() ? 0 : 1; });
    }
    for (std::thread& replica : replicas) replica.join();
    EXPECT_EQ(house.CosignedSize(), 3 * (round + 1));
  }
  EXPECT_EQ(failed, 0);
}

TEST_F(Witnessed, StopsNothingWhileItIsAwayAndIsAskedAgain) {
  witness.server.Stop();
  std::atomic<int> away = 0;
  WitnessWorker::Parts parts = house.Parts();
  parts.tell = [&](const absl::Status& outcome) { away += ReasonOf(outcome) == "ANCHOR_AWAY" ? 1 : 0; };
  const WitnessWorker worker(witness.Set(), parts);
  house.Grow(3);
  for (int i = 0; i < 200 && away < 2; ++i) absl::SleepFor(absl::Milliseconds(20));
  EXPECT_GE(away, 2);
  house.Grow(3);
  witness.Start(house.signer);
  for (int i = 0; i < 200 && house.CosignedSize() < 6; ++i) absl::SleepFor(absl::Milliseconds(20));
  EXPECT_EQ(house.CosignedSize(), 6);
}

}  // namespace
}  // namespace bestand::consent
