#include "common/jobs/jobs.h"

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/jobs/rows.h"
#include "common/storage/statements.h"
#include "common/time/deadline.h"

namespace bestand::jobs {
namespace {

namespace sql = common::sql;
using storage::Bytes;
using storage::Rows;
using storage::Session;

constexpr absl::Duration kPoll = absl::Milliseconds(100);

absl::Status Ended(std::string_view id) {
  return Failure(absl::StatusCode::kFailedPrecondition, "JOB_ENDED",
                 "Job " + std::string(id) + " has ended already; start a new one.",
                 {{"job", std::string(id)}});
}

absl::StatusOr<Job> Read(Session& session, std::string_view id) {
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetJob, {{"id", id}}));
  if (rows.empty()) return UnknownJob(id);
  return ToJob(rows[0]);
}

}  // namespace

Job ToJob(const storage::Row& row) {
  Job job{.id = std::string(row.Text(0)), .kind = std::string(row.Text(1)), .parameters = row.Bytes(2)};
  job.state = static_cast<JobState>(row.Int(3));
  job.progress = {row.Int(4), row.Int(5), std::string(row.Text(6)), std::string(row.Text(7)),
                  row.MaybeTime(8)};
  if (job.state == JobState::kFailed) {
    job.error = Failure(static_cast<absl::StatusCode>(row.Int(9)), row.Text(10), row.Text(11));
  }
  job.creator = row.Text(12);
  job.create_time = row.Time(13);
  job.start_time = row.MaybeTime(14);
  job.end_time = row.MaybeTime(15);
  job.checkpoint = row.Bytes(16);
  job.result = row.Bytes(17);
  job.updates = row.Int(18);
  return job;
}

absl::Status UnknownJob(std::string_view id) {
  return Failure(absl::StatusCode::kNotFound, "JOB_UNKNOWN",
                 "Job " + std::string(id.substr(0, 64)) + " does not exist; list the jobs.",
                 {{"job", std::string(id.substr(0, 64))}});
}

absl::StatusOr<Job> Jobs::Create(const NewJob& job) {
  const std::string id = job.id.empty() ? NewUuid() : job.id;
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Job> {
    RETURN_IF_ERROR(session
                        .Run(sql::kCreateJob, {{"id", id},
                                               {"kind", job.kind},
                                               {"parameters", Bytes{job.parameters}},
                                               {"creator", job.creator}})
                        .status());
    return Read(session, id);
  });
}

absl::StatusOr<Job> Jobs::Get(std::string_view id) {
  if (!IsUuid(id)) return UnknownJob(id);
  return database_.InSession([&](Session& session) { return Read(session, id); }, storage::Repeat::kOnce);
}

absl::StatusOr<std::vector<Job>> Jobs::List(const JobPage& page) {
  if (!page.after.empty() && !IsUuid(page.after)) return UnknownJob(page.after);
  const auto read = [&](Session& session) {
    if (page.after.empty()) return session.Run(sql::kListJobs, {{"kind", page.kind}, {"limit", page.limit}});
    return session.Run(sql::kListJobsAfter,
                       {{"kind", page.kind}, {"after", page.after}, {"limit", page.limit}});
  };
  ASSIGN_OR_RETURN(const Rows rows, database_.InSession(read, storage::Repeat::kOnce));
  std::vector<Job> jobs;
  for (const storage::Row row : rows) jobs.push_back(ToJob(row));
  return jobs;
}

absl::StatusOr<Job> Jobs::RequestCancel(std::string_view id) {
  if (!IsUuid(id)) return UnknownJob(id);
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<Job> {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kCancelJob, {{"id", id}}));
    ASSIGN_OR_RETURN(Job job, Read(session, id));
    if (rows.affected() == 0) return Ended(id);
    return job;
  });
}

absl::StatusOr<Job> Jobs::AwaitChange(std::string_view id, int64_t seen, absl::Duration patience) {
  const absl::Time end = std::min(absl::Now() + patience, CurrentDeadline());
  while (true) {
    ASSIGN_OR_RETURN(Job job, Get(id));
    const absl::Duration left = end - absl::Now();
    if (job.updates != seen || left <= absl::ZeroDuration()) return job;
    absl::SleepFor(std::min(left, kPoll));
  }
}

}  // namespace bestand::jobs
