#include "common/jobs/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "tests/support/postgres.h"

namespace bestand::jobs {
namespace {

class JobsTest : public testing::Test {
 protected:
  TestDatabase database_;
  Jobs jobs_{*database_};
};

TEST_F(JobsTest, StoresAJobThatWaits) {
  const auto created = jobs_.Create({.kind = "fit", .parameters = std::string("a\0b", 3), .creator = "crm"});
  ASSERT_TRUE(created.ok()) << created.status();
  const auto job = jobs_.Get(created->id);
  ASSERT_TRUE(job.ok()) << job.status();
  EXPECT_EQ(job->kind, "fit");
  EXPECT_EQ(job->parameters, std::string("a\0b", 3));
  EXPECT_EQ(job->creator, "crm");
  EXPECT_EQ(job->state, JobState::kPending);
  EXPECT_FALSE(job->start_time.has_value());
  EXPECT_LT(absl::Now() - job->create_time, absl::Minutes(1));
}

TEST_F(JobsTest, KnowsNoOtherJobs) {
  EXPECT_EQ(ReasonOf(jobs_.Get(NewUuid()).status()), "JOB_UNKNOWN");
  EXPECT_EQ(ReasonOf(jobs_.Get("x'; --").status()), "JOB_UNKNOWN");
  EXPECT_EQ(ReasonOf(jobs_.RequestCancel(NewUuid()).status()), "JOB_UNKNOWN");
  EXPECT_EQ(ReasonOf(jobs_.AwaitChange(NewUuid(), 0, absl::Seconds(1)).status()), "JOB_UNKNOWN");
}

TEST_F(JobsTest, ListsTheNewestFirstPageByPage) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(jobs_.Create({.kind = "fit"})->id);
  ASSERT_TRUE(jobs_.Create({.kind = "other"}).ok());
  std::vector<std::string> seen;
  JobPage page{.kind = "fit", .limit = 2};
  for (auto jobs = jobs_.List(page); !jobs->empty(); jobs = jobs_.List(page)) {
    for (const Job& job : *jobs) seen.push_back(job.id);
    page.after = seen.back();
  }
  EXPECT_THAT(seen, testing::ElementsAre(ids[4], ids[3], ids[2], ids[1], ids[0]));
}

TEST_F(JobsTest, CancelsAWaitingJobAtOnce) {
  const std::string id = jobs_.Create({.kind = "fit"})->id;
  const auto cancelled = jobs_.RequestCancel(id);
  ASSERT_TRUE(cancelled.ok()) << cancelled.status();
  EXPECT_EQ(cancelled->state, JobState::kCancelled);
  EXPECT_TRUE(cancelled->end_time.has_value());
  EXPECT_EQ(ReasonOf(jobs_.RequestCancel(id).status()), "JOB_ENDED");
}

TEST_F(JobsTest, ReturnsAnUnchangedJobWhenPatienceEnds) {
  const auto job = jobs_.Create({.kind = "fit"});
  EXPECT_EQ(jobs_.AwaitChange(job->id, job->updates, absl::Milliseconds(20))->updates, job->updates);
}

}  // namespace
}  // namespace bestand::jobs
