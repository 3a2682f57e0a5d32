// Several replicas write one set.

#include <atomic>
#include <random>
#include <set>

#include "common/id/id.h"
#include "services/scoring/storage/statements.h"
#include "services/scoring/work/score_helper.h"
#include "tests/services/scoring/support/scoring_test.h"

namespace bestand::scoring {
namespace {

using jobs::JobState;

// Counts the streams that a replica asks for.
class CountedSource : public SummarySource {
 public:
  explicit CountedSource(SummarySource& real) : real_(real) {}

  absl::Status Stream(const SummaryQuery& query,
                      absl::FunctionRef<absl::Status(const SummaryChunk&)> take) override {
    ++streams;
    return real_.Stream(query, take);
  }
  absl::StatusOr<PurchaseSpan> Span() override { return real_.Span(); }
  absl::StatusOr<std::vector<std::optional<Summary>>> Find(std::span<const std::string> customer_ids,
                                                           const FindTerms& terms) override {
    return real_.Find(customer_ids, terms);
  }

  std::atomic<int> streams = 0;

 private:
  SummarySource& real_;
};

class SharedSetTest : public ScoringTest {
 protected:
  // A second replica that helps.
  struct Replica {
    Replica(SharedSetTest& test, absl::Duration lease)
        : source(test.profile_),
          team({source, test.writer_, test.clock_, 2, lease}),
          helper({test.writer_, test.models_, team, test.logger_, absl::Milliseconds(10)}) {}
    CountedSource source;
    PartTeam team;
    ScoreHelper helper;
  };

  int64_t CountRows(int32_t set_number) {
    int64_t rows = 0;
    EXPECT_TRUE(reader_.ReadValues(set_number, [&](const CustomerValue&) { ++rows; }).ok());
    return rows;
  }

  // As if somebody had pulled the plug of some replica's connection.
  void CutAConnection() {
    static constexpr storage::Statement kCut{"cut",
                                             "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                                             "datname = current_database() AND pid <> "
                                             "pg_backend_pid() ORDER BY random() LIMIT 1"};
    database_->InSession([](storage::Session& session) { return session.Run(kCut).status(); }).IgnoreError();
  }

  log::Logger logger_{"scoring", log::Level::kError};
};

TEST_F(SharedSetTest, TwoReplicasShareTheParts) {
  ScoreCdnow();
  profile_.set_before_chunk([](int) {
    absl::SleepFor(absl::Milliseconds(5));
    return absl::OkStatus();
  });
  Replica other(*this, absl::Minutes(1));
  const jobs::Job job = RunJob(ScoringRequest{.as_of_day = kCdnowEnd + 1});
  ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
  EXPECT_EQ(job.result, "2357");
  EXPECT_EQ(CountRows(2), 2357);
  EXPECT_GT(other.source.streams, 5);
  EXPECT_LT(other.source.streams, 60);  // of 64
}

// Connections break and replicas come and go at random moments; the judge is the set, whole and each once.
TEST_F(SharedSetTest, NothingIsLostOrDoneTwiceWhateverBreaks) {
  ScoreCdnow();
  profile_.set_before_chunk([](int) {
    absl::SleepFor(absl::Milliseconds(4));
    return absl::OkStatus();
  });
  std::mt19937 chance(17);
  for (int round = 0; round < 4; ++round) {
    const std::string id = Begin(ScoringRequest{.as_of_day = kCdnowEnd + 1 + round});
    while (!jobs::HasEnded(jobs_.Get(id)->state)) {
      const auto runner = Runner();
      std::optional<Replica> other(std::in_place, *this, kLease);
      for (int blow = 0; blow < 3; ++blow) {
        absl::SleepFor(absl::Milliseconds(chance() % 60));
        CutAConnection();
      }
      if (chance() % 2 == 0) other.reset();
      absl::SleepFor(absl::Milliseconds(chance() % 200));
    }
    const jobs::Job job = *jobs_.Get(id);
    ASSERT_EQ(job.state, JobState::kSucceeded) << job.error;
    EXPECT_EQ(job.result, "2357");
    const auto set = *reader_.Published();
    EXPECT_EQ(set->as_of_day, kCdnowEnd + 1 + round);
    EXPECT_EQ(CountRows(set->number), 2357);
  }
}

TEST_F(SharedSetTest, AHelperLeavesASetWhoseJobWasCancelled) {
  ScoreCdnow();
  const std::string id = Begin(ScoringRequest{});
  const auto set =
      writer_.Begin({.job_id = id, .model_id = (*models_.FindActive())->id, .create_time = clock_.Now()});
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_FALSE(writer_.FindOpenSet()->has_value());  // nobody runs the job yet
  ASSERT_TRUE(jobs_.RequestCancel(id).ok());
  EXPECT_FALSE(writer_.ClaimPart(set->number, kLease)->has_value());
}

}  // namespace
}  // namespace bestand::scoring
