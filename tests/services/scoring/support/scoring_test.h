#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/error/error.h"
#include "common/jobs/jobs.h"
#include "common/jobs/runner.h"
#include "services/scoring/storage/migrations.h"
#include "services/scoring/storage/sql_follow_store.h"
#include "services/scoring/storage/sql_model_store.h"
#include "services/scoring/storage/sql_score_reader.h"
#include "services/scoring/storage/sql_score_writer.h"
#include "services/scoring/storage/sql_snapshot_source.h"
#include "services/scoring/work/behaving_summaries.h"
#include "services/scoring/work/fit_work.h"
#include "services/scoring/work/known_summaries.h"
#include "services/scoring/work/part_team.h"
#include "services/scoring/work/score_work.h"
#include "tests/services/scoring/support/fake_profile.h"
#include "tests/support/postgres.h"
#include "tests/support/standing_clock.h"

namespace bestand::scoring {

inline constexpr jobs::RunnerOptions kQuickRunner{.poll = absl::Milliseconds(10),
                                                  .pulse = absl::Milliseconds(10),
                                                  .heartbeat = absl::Milliseconds(50),
                                                  .stale = absl::Milliseconds(400)};

inline constexpr absl::Duration kLease = absl::Milliseconds(400);

// A scoring service on a database of its own, with customer-profile in memory.
class ScoringTest : public ::testing::Test {
 protected:
  std::unique_ptr<jobs::JobRunner> Runner() { return RunnerWith(team_); }

  // With a team of its own, as another replica.
  std::unique_ptr<jobs::JobRunner> RunnerWith(PartTeam& team) {
    const FitWork fit({known_, profile_, models_, clock_, 2, &profile_});
    const ScoreWork score({profile_, models_, writer_, team, clock_, nullptr});
    return std::make_unique<jobs::JobRunner>(
        *database_, std::map<std::string, jobs::Handler>{{kFitJob, fit}, {kScoringJob, score}}, kQuickRunner);
  }

  std::string Begin(const FitRequest& request) {
    return jobs_.Create({.kind = kFitJob, .parameters = Encode(request), .creator = "test"})->id;
  }
  std::string Begin(const ScoringRequest& request) {
    return jobs_.Create({.kind = kScoringJob, .parameters = Encode(request), .creator = "test"})->id;
  }

  // Waits for the end of a job, a minute at most.
  jobs::Job Await(const std::string& id) {
    const absl::Time end = absl::Now() + absl::Minutes(1);
    jobs::Job job = *jobs_.Get(id);
    while (!jobs::HasEnded(job.state) && absl::Now() < end) {
      job = *jobs_.AwaitChange(id, job.updates, absl::Seconds(1));
    }
    return job;
  }

  template <class Request>
  jobs::Job RunJob(const Request& request) {
    const std::string id = Begin(request);
    const auto runner = Runner();
    return Await(id);
  }

  // CDNOW fitted with BG/NBD up to the end of the calibration, and scored; seen from then, or as asked.
  void ScoreCdnow() { ScoreCdnow({.as_of_day = kCdnowEnd}); }
  void ScoreCdnow(const ScoringRequest& request) {
    LoadCdnow(profile_);
    ASSERT_EQ(RunJob(FitRequest{.family = ModelKind::kBgNbd, .as_of_day = kCdnowEnd}).state,
              jobs::JobState::kSucceeded);
    ASSERT_EQ(RunJob(request).state, jobs::JobState::kSucceeded);
  }

  const int32_t kCdnowEnd = DayNumber(1997, 9, 30);
  const int32_t kCdnowLast = DayNumber(1998, 6, 30);

  TestDatabase database_{kMigrations, 16};
  StandingClock clock_{absl::FromCivil(absl::CivilSecond(2026, 1, 31, 12), absl::UTCTimeZone())};
  FakeProfile profile_;
  FakeConsent consent_;
  jobs::Jobs jobs_{*database_};
  SqlModelStore models_{*database_};
  SqlScoreReader reader_{*database_};
  SqlScoreWriter writer_{*database_};
  SqlFollowStore follow_{*database_};
  SqlSnapshotSource changes_{*database_, reader_};
  KnownSummaries known_{profile_, profile_};
  BehavingSummaries summaries_{known_, profile_};
  PartTeam team_{{summaries_, writer_, clock_, 2, kLease}};
};

}  // namespace bestand::scoring
