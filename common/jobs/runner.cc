#include "common/jobs/runner.h"

#include <condition_variable>
#include <exception>
#include <mutex>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/id/id.h"
#include "common/jobs/rows.h"
#include "common/jobs/run.h"
#include "common/storage/statements.h"

namespace bestand::jobs {
namespace {

namespace sql = common::sql;
using storage::Rows;
using storage::Session;

// Waits, unless asked to stop meanwhile.
void Pause(const std::stop_token& stop, absl::Duration duration) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_for(lock, stop, absl::ToChronoMicroseconds(duration), [] { return false; });
}

absl::Status Broken(const JobContext& context) {
  return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                 "Something broke that should not; report it with the job's id.",
                 {{"job", context.job().id}});
}

absl::StatusOr<std::string> Handle(const Handler& handler, JobContext& context) {
  try {
    return handler(context);
  } catch (const std::exception&) {
    return Broken(context);
  }
}

// What becomes of the job after its handler has returned; a failure is the database's.
absl::Status Conclude(Run& run, const absl::StatusOr<std::string>& result, const std::stop_token& stop) {
  if (run.lost()) return absl::OkStatus();
  if (result.ok()) return run.End(JobState::kSucceeded, absl::OkStatus(), *result);
  if (run.asked_to_stop()) return run.End(JobState::kCancelled, absl::OkStatus(), "");
  if (stop.stop_requested()) return run.Release();
  if (absl::IsUnavailable(result.status())) return absl::OkStatus();
  return run.End(JobState::kFailed, result.status(), "");
}

}  // namespace

JobRunner::JobRunner(storage::Database& database, std::map<std::string, Handler> handlers,
                     RunnerOptions options)
    : database_(database),
      handlers_(std::move(handlers)),
      options_(options),
      thread_([this](std::stop_token stop) { Loop(std::move(stop)); }) {}

JobRunner::~JobRunner() = default;

void JobRunner::Loop(std::stop_token stop) {
  while (!stop.stop_requested()) {
    const std::string owner = NewUuid();
    const absl::StatusOr<std::optional<Job>> job = Claim(owner);
    if (job.ok() && job->has_value()) {
      Work(**job, owner, stop);
    } else {
      Pause(stop, options_.poll);
    }
  }
}

absl::StatusOr<std::optional<Job>> JobRunner::Claim(const std::string& owner) {
  std::vector<std::string> kinds;
  for (const auto& [kind, handler] : handlers_) kinds.push_back(kind);
  const std::string stale = std::to_string(absl::ToInt64Milliseconds(options_.stale)) + " milliseconds";
  return database_.InTransaction([&](Session& session) -> absl::StatusOr<std::optional<Job>> {
    ASSIGN_OR_RETURN(const Rows claimed,
                     session.Run(sql::kClaimJob, {{"owner", owner}, {"kinds", kinds}, {"stale", stale}}));
    if (claimed.empty()) return std::nullopt;
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kGetJob, {{"id", claimed[0].Text(0)}}));
    return ToJob(rows[0]);
  });
}

void JobRunner::Work(const Job& job, const std::string& owner, std::stop_token stop) {
  Run run(database_, {job, owner, options_}, stop);
  // One whose worker died after a cancel has nothing left to do.
  const bool cancelled = job.state == JobState::kCancelling;
  const absl::StatusOr<std::string> result =
      cancelled ? absl::CancelledError() : Handle(handlers_.at(job.kind), run);
  absl::Status concluded = Conclude(run, result, stop);
  while (IsTransient(concluded) && !stop.stop_requested()) {
    Pause(stop, options_.poll);
    concluded = Conclude(run, result, stop);
  }
  // The end itself can't be stored, such as a message with a broken character.
  if (!concluded.ok() && !IsTransient(concluded)) run.End(JobState::kFailed, Broken(run), "").IgnoreError();
}

}  // namespace bestand::jobs
