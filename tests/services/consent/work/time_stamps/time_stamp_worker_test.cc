// The log before a real time stamp authority by HTTP: OpenSSL's own.

#include "services/consent/work/time_stamps/time_stamp_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "absl/time/clock.h"
#include "common/id/id.h"
#include "common/time_stamps/time_stamp.h"
#include "services/consent/clients/http/http_post.h"
#include "services/consent/storage/anchors/sql_time_stamps.h"
#include "services/consent/storage/evidence/sql_evidence_store.h"
#include "tests/services/consent/support/consent_house.h"
#include "tests/support/time_stamp_authority.h"

namespace bestand::consent {
namespace {

using ::testing::HasSubstr;

// A log that may be stamped; with a key of another log it is that log, told anew.
struct StampedHouse : ConsentHouse {
  explicit StampedHouse(const std::optional<tlog::Signer>& key = {}) : evidence(*database, SignedBy(key)) {}

  const LogMeans& SignedBy(const std::optional<tlog::Signer>& key) {
    if (key.has_value()) signer = *key;
    return means;
  }

  TimeStampWorker::Parts Parts() {
    return {evidence,
            stamps,
            PostByCurl({.timeout = absl::Seconds(2)}),
            now,
            [](const absl::Status&) {},
            [](const StampedCheckpoint&) {}};
  }
  absl::StatusOr<bool> Ask(const TimeStampSettings& settings) {
    return TimeStampWorker::AskOnce(settings, Parts());
  }
  void Grow(int events = 1) {
    for (int i = 0; i < events; ++i) (void)refusals.Object(NewUuid(), Channel::kSms, {});
  }
  int64_t StampedSize() {
    const auto newest = stamps.Newest();
    return newest->has_value() ? (*newest)->checkpoint.size : 0;
  }

  StandingClock now{absl::Now()};
  SqlEvidenceStore evidence;
  SqlTimeStamps stamps{*database, signer.name};
};

struct Stamped : ::testing::Test {
  Stamped() { authority.Start(); }

  TimeStampSettings Set(const std::string& fault = "") const {
    return {authority.Url(fault), authority.ca_file(), absl::Hours(24)};
  }

  TimeStampAuthority authority;
  StampedHouse house;
};

TEST_F(Stamped, IsKeptWithWhatWasStamped) {
  house.Grow(3);
  const auto asked = house.Ask(Set());
  ASSERT_TRUE(asked.ok()) << asked.status();
  EXPECT_TRUE(*asked);
  const auto then = *tlog::OpenCheckpoint(house.evidence.ReadEnd()->checkpoint, house.signer.verifier());
  house.Grow();
  const auto stamped = house.evidence.ReadEnd()->stamped;
  ASSERT_TRUE(stamped.has_value());
  EXPECT_EQ(stamped->checkpoint.ToText(), then.ToText());
  EXPECT_LT(absl::AbsDuration(stamped->time - absl::Now()), absl::Minutes(1));
  EXPECT_EQ(*time_stamps::TimeInKept(then.ToText(), stamped->response, authority.ca_file()), stamped->time);
}

TEST_F(Stamped, IsAskedForOnlyAfterTheIntervalWhenTheLogHasGrown) {
  EXPECT_FALSE(*house.Ask(Set())) << "an empty log";
  house.Grow();
  EXPECT_TRUE(*house.Ask(Set()));
  house.Grow();
  EXPECT_FALSE(*house.Ask(Set("broken"))) << "nobody was asked";
  house.now.Advance(absl::Hours(23));
  EXPECT_FALSE(*house.Ask(Set("broken")));
  house.now.Advance(absl::Hours(1) + absl::Minutes(1));
  EXPECT_EQ(ReasonOf(house.Ask(Set("broken")).status()), "ANCHOR_AWAY");
  house.now.Set(absl::Now());
  TimeStampSettings at_once = Set();
  at_once.interval = absl::ZeroDuration();
  house.now.Advance(absl::Seconds(1));
  EXPECT_TRUE(*house.Ask(at_once));
  EXPECT_EQ(house.StampedSize(), 2);
  EXPECT_FALSE(*house.Ask(at_once)) << "it has not grown";
}

TEST_F(Stamped, MayBeAnsweredAnythingAndNothingIsKept) {
  house.Grow(3);
  const std::map<std::string, std::pair<std::string, std::string>> faults = {
      {"wrong-nonce", {"ANCHOR_ANSWER_INVALID", "nonce mismatch"}},
      {"no-nonce", {"ANCHOR_ANSWER_INVALID", "nonce not returned"}},
      {"wrong-imprint", {"ANCHOR_ANSWER_INVALID", "imprint mismatch"}},
      {"untrusted", {"ANCHOR_ANSWER_INVALID", "unable to get local issuer certificate"}},
      {"purposeless", {"ANCHOR_ANSWER_INVALID", "unsuitable certificate purpose"}},
      {"forged", {"ANCHOR_ANSWER_INVALID", "signature failure"}},
      {"longer", {"ANCHOR_ANSWER_INVALID", "no TimeStampResp"}},
      {"garbage", {"ANCHOR_ANSWER_INVALID", "no TimeStampResp"}},
      {"empty", {"ANCHOR_ANSWER_INVALID", "no TimeStampResp"}},
      {"rejecting", {"ANCHOR_REFUSED", "rejection"}},
      {"refusing", {"ANCHOR_REFUSED", "403"}},
      {"elsewhere", {"ANCHOR_REFUSED", "307"}},
      {"broken", {"ANCHOR_AWAY", "500"}},
      {"oversized", {"ANCHOR_AWAY", authority.Url("oversized")}},
      {"slow", {"ANCHOR_AWAY", authority.Url("slow")}}};
  for (const auto& [fault, expected] : faults) {
    const absl::Status status = house.Ask(Set(fault)).status();
    EXPECT_EQ(ReasonOf(status), expected.first) << fault;
    EXPECT_THAT(MessageOf(status), HasSubstr(expected.second)) << fault;
    EXPECT_EQ(FactsOf(status).at("url"), authority.Url(fault));
  }
  EXPECT_FALSE(house.evidence.ReadEnd()->stamped.has_value());
}

TEST_F(Stamped, IsNotKeptWhenAClockIsWrong) {
  house.Grow();
  house.now.Advance(absl::Hours(2));
  const absl::Status status = house.Ask(Set()).status();
  EXPECT_EQ(ReasonOf(status), "ANCHOR_ANSWER_INVALID");
  EXPECT_THAT(MessageOf(status), HasSubstr("clock"));
  EXPECT_EQ(house.StampedSize(), 0);
}

TEST_F(Stamped, NeedsCertificatesThatCanBeRead) {
  house.Grow();
  TimeStampSettings settings = Set();
  settings.ca_file = authority.File("serial");
  EXPECT_EQ(ReasonOf(house.Ask(settings).status()), "SETTING_INVALID");
  EXPECT_EQ(house.StampedSize(), 0);
}

TEST_F(Stamped, KeepsTheFirstOfASize) {
  house.Grow();
  ASSERT_TRUE(house.Ask(Set()).ok());
  const auto first = *house.stamps.Newest();
  StampedCheckpoint second = *first;
  second.response = "later";
  second.time += absl::Seconds(9);
  ASSERT_TRUE(house.stamps.Add(second).ok());
  EXPECT_EQ((*house.stamps.Newest())->response, first->response);
}

TEST_F(Stamped, MayBeAskedForByManyAtOnce) {
  house.Grow(3);
  std::atomic<int> failed = 0;
  std::vector<std::thread> replicas;
  for (int i = 0; i < 4; ++i) {
    replicas.emplace_back([&] { failed += house.Ask(Set()).ok() ? 0 : 1; });
  }
  for (std::thread& replica : replicas) replica.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(house.StampedSize(), 3);
}

// Whoever holds the database and the signing key tells another past, longer, as long and shorter.
TEST_F(Stamped, SeesThatTheLogWasRewritten) {
  house.Grow(5);
  ASSERT_TRUE(house.Ask(Set()).ok());
  StampedHouse rewritten(house.signer);
  ASSERT_TRUE(rewritten.stamps.Add(**house.stamps.Newest()).ok());
  for (int size : {4, 5, 8}) {
    rewritten.Grow(size - static_cast<int>(rewritten.evidence.ReadEnd()->size));
    EXPECT_EQ(ReasonOf(rewritten.Ask(Set()).status()), "LOG_CONTRADICTED") << size;
  }
}

TEST_F(Stamped, StopsNothingWhileTheAuthorityIsAwayAndIsAskedForAgain) {
  authority.server.Stop();
  std::atomic<int> away = 0;
  TimeStampWorker::Parts parts = house.Parts();
  parts.tell = [&](const absl::Status& outcome) { away += ReasonOf(outcome) == "ANCHOR_AWAY" ? 1 : 0; };
  TimeStampSettings settings = Set();
  settings.interval = absl::Milliseconds(50);
  const TimeStampWorker worker(settings, parts);
  house.Grow(3);
  for (int i = 0; i < 500 && away < 2; ++i) absl::SleepFor(absl::Milliseconds(20));
  EXPECT_GE(away, 2);
  house.Grow(3);
  authority.Start();
  for (int i = 0; i < 500 && house.StampedSize() < 6; ++i) absl::SleepFor(absl::Milliseconds(20));
  EXPECT_EQ(house.StampedSize(), 6);
}

}  // namespace
}  // namespace bestand::consent
