#include "services/scoring/work/snapshot/snapshot_keeper.h"

#include <atomic>
#include <thread>

#include "services/scoring/work/follower.h"
#include "services/scoring/work/snapshot/snapshot_reader.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

// The database, or none at all.
class SwitchedSource : public SnapshotSource {
 public:
  explicit SwitchedSource(SnapshotSource& real) : real_(real) {}

  absl::StatusOr<SnapshotHead> Head() override {
    if (away) return absl::UnavailableError("away");
    return real_.Head();
  }
  absl::StatusOr<ScoreChanges> ChangesAfter(int32_t set_number, int64_t after, int limit) override {
    return real_.ChangesAfter(set_number, after, limit);
  }

  std::atomic<bool> away = false;

 private:
  SnapshotSource& real_;
};

class SnapshotKeeperTest : public ScoringTest {
 protected:
  std::unique_ptr<SnapshotKeeper> Keep(int64_t most_bytes = 1 << 30) {
    const SnapshotSettings settings{.most_bytes = most_bytes, .poll = absl::Milliseconds(20)};
    return std::make_unique<SnapshotKeeper>(
        SnapshotKeeper::Parts{reader_, source_, logger_, metrics_, settings});
  }

  template <class Holds>
  static bool Soon(const Holds& holds) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (!holds() && absl::Now() < end) absl::SleepFor(absl::Milliseconds(5));
    return holds();
  }
  static bool Shows(const SnapshotKeeper& keeper, int32_t set_number) {
    return Soon([&] {
      const auto current = keeper.Current();
      return current != nullptr && current->set()->number == set_number;
    });
  }

  SwitchedSource source_{changes_};
  std::string lines_;
  log::Logger logger_{"scoring", log::Level::kWarning, [this](std::string_view line) { lines_ += line; }};
  metrics::Metrics metrics_;
};

TEST_F(SnapshotKeeperTest, ReadsTheDatabaseUntilASetIsInMemory) {
  const auto keeper = Keep();
  SnapshotReader reader(reader_, *keeper);
  EXPECT_EQ(ReasonOf(reader.Find("0001").status()), "NO_SCORES");
  ScoreCdnow();
  EXPECT_TRUE(reader.Find("0001").ok());
  EXPECT_TRUE(Shows(*keeper, 1));
  EXPECT_EQ(keeper->Current()->size(), 2357);
}

TEST_F(SnapshotKeeperTest, AnswersAsTheDatabaseDoes) {
  ScoreCdnow();
  const auto keeper = Keep();
  ASSERT_TRUE(Shows(*keeper, 1));
  SnapshotReader reader(reader_, *keeper);
  const std::vector<CustomerScore> stored = *reader_.List(1, "", 3000), shown = *reader.List(1, "", 3000);
  ASSERT_EQ(stored.size(), shown.size());
  for (size_t i = 0; i < stored.size(); ++i) {
    const PackedScore one = Pack(stored[i]), other = Pack(shown[i]);
    ASSERT_EQ(stored[i].summary.customer_id, shown[i].summary.customer_id);
    ASSERT_EQ(one.clv_60_months_minor, other.clv_60_months_minor);
    ASSERT_EQ(one.alive, other.alive);
    ASSERT_EQ(one.create_micros, other.create_micros);
  }
  EXPECT_EQ(ReasonOf(reader.Find("nobody").status()), "SCORE_UNKNOWN");
  const std::vector<std::string> ids = {"0002", "nobody", "0001"};
  const auto found = reader.FindMany(ids);
  EXPECT_EQ(found->scores[0]->summary.customer_id, "0002");
  EXPECT_FALSE(found->scores[1].has_value());
  EXPECT_FALSE(found->freshness.stale);
  int64_t in_memory = 0, in_database = 0;
  ASSERT_TRUE(reader.ReadValues(1, [&](const CustomerValue& v) { in_memory += v.clv_60_months_minor; }).ok());
  ASSERT_TRUE(
      reader_.ReadValues(1, [&](const CustomerValue& v) { in_database += v.clv_60_months_minor; }).ok());
  EXPECT_EQ(in_memory, in_database);
}

TEST_F(SnapshotKeeperTest, EveryReplicaShowsAPurchaseWithinASecond) {
  ScoreCdnow(ScoringRequest{});
  const auto one = Keep(), other = Keep();
  ASSERT_TRUE(Shows(*one, 1) && Shows(*other, 1));
  const Follower follower({profile_, profile_, models_, reader_, follow_, jobs_, clock_, logger_, metrics_,
                           absl::Milliseconds(20)});
  absl::Duration best = absl::InfiniteDuration();
  for (int i = 1; i <= 5; ++i) {
    const absl::Time begin = absl::Now();
    profile_.Buy("0001", kCdnowLast + i, 100);
    for (const SnapshotKeeper* keeper : {one.get(), other.get()}) {
      EXPECT_TRUE(Soon([&] { return keeper->Current()->Find("0001")->summary.last_day == kCdnowLast + i; }));
    }
    best = std::min(best, absl::Now() - begin);
  }
  EXPECT_LT(best, absl::Seconds(1));
  profile_.Buy("new-one", kCdnowLast + 9, 100);
  EXPECT_TRUE(Soon([&] { return one->Current()->Find("new-one").has_value(); }));
  profile_.Erase("0002");
  EXPECT_TRUE(Soon([&] { return !one->Current()->Find("0002").has_value(); }));
}

TEST_F(SnapshotKeeperTest, TakesEachNewSetWhole) {
  ScoreCdnow();
  const auto keeper = Keep();
  ASSERT_TRUE(Shows(*keeper, 1));
  std::atomic<bool> done = false;
  std::atomic<int> mixes = 0;
  SnapshotReader reader(reader_, *keeper);
  std::thread looker([&] {
    const std::vector<std::string> ids = {"0001", "0500", "1000", "2357"};
    while (!done) {
      const auto found = reader.FindMany(ids);
      for (const auto& score : found->scores) mixes += !score || score->as_of_day != found->set->as_of_day;
    }
  });
  for (int day = 1; day <= 3; ++day) {
    EXPECT_EQ(RunJob(ScoringRequest{.as_of_day = kCdnowEnd + day}).state, jobs::JobState::kSucceeded);
    EXPECT_EQ(reader.Find("0001")->score.as_of_day, kCdnowEnd + day - (Shows(*keeper, day + 1) ? 0 : 1));
  }
  done = true;
  looker.join();
  EXPECT_EQ(mixes, 0);
  EXPECT_EQ(reader.Find("0001")->set->number, 4);
}

TEST_F(SnapshotKeeperTest, SaysThatItIsStaleWhenTheDatabaseIsAway) {
  ScoreCdnow();
  const auto keeper = Keep();
  ASSERT_TRUE(Shows(*keeper, 1));
  SnapshotReader reader(reader_, *keeper);
  source_.away = true;
  EXPECT_TRUE(Soon([&] { return reader.Find("0001")->freshness.stale; }));
  EXPECT_TRUE(keeper->away());
  const absl::Time known = *reader.Find("0001")->freshness.known_time;
  EXPECT_LT(known, absl::Now() - absl::Milliseconds(900));
  EXPECT_THAT(lines_, testing::HasSubstr("are called stale"));
  EXPECT_THAT(metrics_.Text(), testing::HasSubstr("scoring_snapshot_age_seconds"));
  source_.away = false;
  EXPECT_TRUE(Soon([&] { return !reader.Find("0001")->freshness.stale; }));
}

TEST_F(SnapshotKeeperTest, LeavesASetThatDoesNotFitToTheDatabase) {
  ScoreCdnow();
  const auto keeper = Keep(100'000);
  EXPECT_TRUE(Soon([&] { return lines_.find("does not fit") != std::string::npos; }));
  EXPECT_EQ(keeper->Current(), nullptr);
  SnapshotReader reader(reader_, *keeper);
  EXPECT_TRUE(reader.Find("0001").ok());
  EXPECT_FALSE(reader.Find("0001")->freshness.stale);
}

// Two sets fit not beside each other: the old one goes, reads go to the database meanwhile.
TEST_F(SnapshotKeeperTest, LetsTheOldSetGoWhenBothDoNotFit) {
  ScoreCdnow();
  const auto keeper = Keep(800'000);
  ASSERT_TRUE(Shows(*keeper, 1));
  EXPECT_GT(keeper->Current()->bytes(), 400'000);
  EXPECT_EQ(RunJob(ScoringRequest{.as_of_day = kCdnowEnd + 1}).state, jobs::JobState::kSucceeded);
  EXPECT_TRUE(Shows(*keeper, 2));
}

TEST_F(SnapshotKeeperTest, KeepsNothingWhenToldSo) {
  ScoreCdnow();
  const auto keeper = Keep(0);
  SnapshotReader reader(reader_, *keeper);
  EXPECT_TRUE(reader.Find("0001").ok());
  EXPECT_EQ(keeper->Current(), nullptr);
}

}  // namespace
}  // namespace bestand::scoring
