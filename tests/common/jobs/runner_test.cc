#include "common/jobs/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/jobs/jobs.h"
#include "common/storage/statements.h"
#include "tests/support/postgres.h"

namespace bestand::jobs {
namespace {

constexpr RunnerOptions kQuick{.poll = absl::Milliseconds(10),
                               .pulse = absl::Milliseconds(10),
                               .heartbeat = absl::Milliseconds(30),
                               .stale = absl::Milliseconds(400)};

constexpr storage::Statement kSteal{"steal", "UPDATE jobs SET owner = CAST(:owner AS uuid), state = 4"};

class RunnerTest : public testing::Test {
 protected:
  std::string Create() { return jobs_.Create({.kind = "fit", .parameters = "p", .creator = "crm"})->id; }

  // Waits for a job to be as `is` says.
  template <typename Is>
  Job Await(const std::string& id, Is is) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    absl::StatusOr<Job> job = jobs_.Get(id);
    while (job.ok() && !is(*job) && absl::Now() < end) {
      job = jobs_.AwaitChange(id, job->updates, absl::Seconds(1));
    }
    EXPECT_TRUE(job.ok() && is(*job)) << job.status();
    return job.value_or(Job{});
  }
  Job AwaitEnd(const std::string& id) {
    return Await(id, [](const Job& job) { return HasEnded(job.state); });
  }

  // A handler that works until it is told to stop.
  static absl::StatusOr<std::string> UntilCancelled(JobContext& context) {
    while (!context.Cancelled()) absl::SleepFor(absl::Milliseconds(2));
    return absl::CancelledError("stopped");
  }

  // Claims a job as a worker that dies at once.
  void ClaimAndDie() {
    const auto rows = database_->InSession([](storage::Session& session) {
      return session.Run(
          common::sql::kClaimJob,
          {{"owner", NewUuid()}, {"kinds", std::vector<std::string>{"fit"}}, {"stale", "1 hour"}});
    });
    ASSERT_EQ(rows->size(), 1);
  }

  TestDatabase database_;
  Jobs jobs_{*database_};
};

TEST_F(RunnerTest, DoesAJobAndKeepsItsResult) {
  const std::string id = Create();
  JobRunner runner(*database_,
                   {{"fit",
                     [](JobContext& context) -> absl::StatusOr<std::string> {
                       EXPECT_EQ(context.job().parameters, "p");
                       context.Report({.done = 3, .total = 3, .unit = "steps", .activity = "done"});
                       return std::string("re\0sult", 7);
                     }}},
                   kQuick);
  const Job job = AwaitEnd(id);
  EXPECT_EQ(job.state, JobState::kSucceeded);
  EXPECT_EQ(job.result, std::string("re\0sult", 7));
  EXPECT_EQ(job.progress.done, 3);
  EXPECT_EQ(job.progress.unit, "steps");
  EXPECT_TRUE(job.start_time.has_value() && job.end_time.has_value());
}

TEST_F(RunnerTest, ShowsProgressWhileItWorks) {
  const std::string id = Create();
  std::atomic<bool> go = false;
  JobRunner runner(*database_,
                   {{"fit",
                     [&](JobContext& context) -> absl::StatusOr<std::string> {
                       context.Report({.done = 1, .total = 2, .unit = "steps"});
                       while (!go) absl::SleepFor(absl::Milliseconds(2));
                       return "";
                     }}},
                   kQuick);
  const Job job = Await(id, [](const Job& job) { return job.progress.done == 1; });
  EXPECT_EQ(job.state, JobState::kRunning);
  go = true;
  EXPECT_EQ(AwaitEnd(id).state, JobState::kSucceeded);
}

TEST_F(RunnerTest, KeepsTheReasonOfAFailure) {
  const std::string id = Create();
  JobRunner runner(*database_,
                   {{"fit",
                     [](JobContext&) -> absl::StatusOr<std::string> {
                       return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                                      "Only 3 customers; import more.");
                     }}},
                   kQuick);
  const Job job = AwaitEnd(id);
  EXPECT_EQ(job.state, JobState::kFailed);
  EXPECT_EQ(job.error.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(job.error), "TOO_FEW_CUSTOMERS");
  EXPECT_EQ(MessageOf(job.error), "Only 3 customers; import more.");
}

TEST_F(RunnerTest, SurvivesAHandlerThatThrows) {
  JobRunner runner(
      *database_,
      {{"fit", [](JobContext&) -> absl::StatusOr<std::string> { throw std::runtime_error("secret"); }}},
      kQuick);
  for (int i = 0; i < 2; ++i) {
    const Job job = AwaitEnd(Create());
    EXPECT_EQ(ReasonOf(job.error), "INTERNAL_ERROR");
    EXPECT_THAT(std::string(MessageOf(job.error)), testing::Not(testing::HasSubstr("secret")));
  }
}

TEST_F(RunnerTest, EndsAJobWhoseWordsCanNotBeStored) {
  const std::string id = Create();
  JobRunner runner(*database_,
                   {{"fit",
                     [](JobContext& context) -> absl::StatusOr<std::string> {
                       context.Report({.activity = "\xff"});
                       return absl::DataLossError("\xff");
                     }}},
                   kQuick);
  const Job job = AwaitEnd(id);
  EXPECT_EQ(job.state, JobState::kFailed);
  EXPECT_EQ(ReasonOf(job.error), "INTERNAL_ERROR");
}

TEST_F(RunnerTest, CancelsARunningJob) {
  const std::string id = Create();
  JobRunner runner(*database_, {{"fit", UntilCancelled}}, kQuick);
  Await(id, [](const Job& job) { return job.state == JobState::kRunning; });
  EXPECT_EQ(jobs_.RequestCancel(id)->state, JobState::kCancelling);
  EXPECT_EQ(AwaitEnd(id).state, JobState::kCancelled);
}

TEST_F(RunnerTest, TakesOverFromADeadWorkerAtItsCheckpoint) {
  const std::string id = Create();
  {
    std::atomic<bool> kept = false;
    JobRunner first(*database_,
                    {{"fit",
                      [&](JobContext& context) -> absl::StatusOr<std::string> {
                        EXPECT_TRUE(context.Checkpoint("half").ok());
                        EXPECT_EQ(context.LastCheckpoint(), "half");
                        kept = true;
                        return UntilCancelled(context);
                      }}},
                    kQuick);
    while (!kept) absl::SleepFor(absl::Milliseconds(2));
  }  // stopped as by SIGTERM
  EXPECT_EQ(jobs_.Get(id)->state, JobState::kRunning);
  ClaimAndDie();  // and the next dies as by kill -9
  JobRunner third(*database_,
                  {{"fit", [](JobContext& context) { return context.LastCheckpoint() + " whole"; }}}, kQuick);
  const Job job = AwaitEnd(id);
  EXPECT_EQ(job.state, JobState::kSucceeded);
  EXPECT_EQ(job.result, "half whole");
}

TEST_F(RunnerTest, LeavesAJobThatShowsLifeToItsWorker) {
  const std::string id = Create();
  std::atomic<int> calls = 0;
  std::atomic<bool> go = false;
  const Handler wait = [&](JobContext&) -> absl::StatusOr<std::string> {
    for (++calls; !go;) absl::SleepFor(absl::Milliseconds(2));
    return "";
  };
  JobRunner first(*database_, {{"fit", wait}}, kQuick), second(*database_, {{"fit", wait}}, kQuick);
  absl::SleepFor(2 * kQuick.stale);
  go = true;
  AwaitEnd(id);
  EXPECT_EQ(calls, 1);
}

TEST_F(RunnerTest, CancelsWhatADeadWorkerLeft) {
  const std::string id = Create();
  ClaimAndDie();
  EXPECT_EQ(jobs_.RequestCancel(id)->state, JobState::kCancelling);
  std::atomic<int> calls = 0;
  JobRunner runner(*database_,
                   {{"fit",
                     [&](JobContext&) -> absl::StatusOr<std::string> {
                       ++calls;
                       return "";
                     }}},
                   kQuick);
  EXPECT_EQ(AwaitEnd(id).state, JobState::kCancelled);
  EXPECT_EQ(calls, 0);
}

TEST_F(RunnerTest, GoesOnAfterWhatItNeedsWasAway) {
  const std::string id = Create();
  std::atomic<int> calls = 0;
  JobRunner runner(*database_,
                   {{"fit",
                     [&](JobContext&) -> absl::StatusOr<std::string> {
                       if (++calls == 1) return absl::UnavailableError("away");
                       return "there";
                     }}},
                   kQuick);
  EXPECT_EQ(AwaitEnd(id).result, "there");
  EXPECT_EQ(calls, 2);
}

TEST_F(RunnerTest, EndsItsJobAfterTheDatabaseWasAway) {
  const std::string id = Create();
  std::atomic<bool> begun = false, go = false;
  JobRunner runner(*database_,
                   {{"fit",
                     [&](JobContext&) -> absl::StatusOr<std::string> {
                       for (begun = true; !go;) absl::SleepFor(absl::Milliseconds(2));
                       return "kept";
                     }}},
                   kQuick);
  while (!begun) absl::SleepFor(absl::Milliseconds(2));
  TestPostgres::Get().StopImmediately();
  go = true;
  absl::SleepFor(absl::Milliseconds(50));
  TestPostgres::Get().Start();
  EXPECT_EQ(AwaitEnd(id).result, "kept");
}

TEST_F(RunnerTest, TellsAWorkerThatItLostItsJob) {
  const std::string id = Create();
  std::atomic<bool> begun = false, ended = false;
  absl::Status kept;
  JobRunner runner(*database_,
                   {{"fit",
                     [&](JobContext& context) -> absl::StatusOr<std::string> {
                       begun = true;
                       while (!context.Cancelled()) absl::SleepFor(absl::Milliseconds(2));
                       kept = context.Checkpoint("too late");
                       ended = true;
                       return "not in force";
                     }}},
                   kQuick);
  while (!begun) absl::SleepFor(absl::Milliseconds(2));
  // Somebody else takes it although it lives, as after a long pause of the process.
  ASSERT_TRUE(database_
                  ->InSession([](storage::Session& session) {
                    return session.Run(kSteal, {{"owner", NewUuid()}});
                  })
                  .ok());
  while (!ended) absl::SleepFor(absl::Milliseconds(2));
  EXPECT_EQ(ReasonOf(kept), "CONCURRENT_CHANGE");
  EXPECT_EQ(jobs_.Get(id)->result, "");
}

}  // namespace
}  // namespace bestand::jobs
