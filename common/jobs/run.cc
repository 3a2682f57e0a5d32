#include "common/jobs/run.h"

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/storage/statements.h"

namespace bestand::jobs {
namespace {

namespace sql = common::sql;
using storage::Bytes;
using storage::Rows;
using storage::Session;

}  // namespace

bool IsTransient(const absl::Status& failure) {
  return absl::IsUnavailable(failure) || absl::IsResourceExhausted(failure) ||
         absl::IsDeadlineExceeded(failure) || absl::IsAborted(failure);
}

Run::Run(storage::Database& database, Claim claim, std::stop_token stop)
    : database_(database),
      claim_(std::move(claim)),
      stop_(std::move(stop)),
      asked_to_stop_(claim_.job.state == JobState::kCancelling),
      progress_(claim_.job.progress),
      written_(progress_),
      last_beat_(absl::Now()),
      pulse_([this](std::stop_token ended) { Pulse(std::move(ended)); }) {}

void Run::Report(const Progress& progress) {
  const std::lock_guard lock(mutex_);
  progress_ = progress;
}

absl::Status Run::Checkpoint(std::string_view bytes) {
  return database_.InTransaction([&](Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kCheckpointJob, {{"id", claim_.job.id},
                                                                        {"owner", claim_.owner},
                                                                        {"checkpoint", Bytes{bytes}}}));
    if (rows.affected() == 0) {
      lost_ = true;
      return Failure(absl::StatusCode::kAborted, "CONCURRENT_CHANGE", "Another worker took the job over.");
    }
    session.OnCommit([this, kept = std::string(bytes)] { claim_.job.checkpoint = kept; });
    return absl::OkStatus();
  });
}

void Run::Pulse(std::stop_token ended) {
  std::unique_lock lock(mutex_);
  while (!ended.stop_requested()) {
    ended_.wait_for(lock, ended, absl::ToChronoMicroseconds(claim_.options.pulse), [] { return false; });
    if (ended.stop_requested()) return;
    lock.unlock();
    // While the database is away nobody else can take the job either.
    Beat().IgnoreError();
    lock.lock();
  }
}

void Run::StopPulse() {
  pulse_.request_stop();
  if (pulse_.joinable()) pulse_.join();
}

absl::Status Run::Beat() {
  Progress progress;
  {
    const std::lock_guard lock(mutex_);
    progress = progress_;
  }
  const bool due = absl::Now() - last_beat_ >= claim_.options.heartbeat;
  if (progress == written_ && !due) return absl::OkStatus();
  return database_.InSession([&](Session& session) -> absl::Status {
    if (progress != written_) {
      const absl::Status written = WriteProgress(session, progress);
      if (IsTransient(written)) return written;
      // What can't be stored, such as a broken character, must not stop the signs of life.
      written_ = progress;
      return written;
    }
    ASSIGN_OR_RETURN(const Rows states,
                     session.Run(sql::kBeatJob, {{"id", claim_.job.id}, {"owner", claim_.owner}}));
    Learn(states);
    return absl::OkStatus();
  });
}

absl::Status Run::WriteProgress(Session& session, const Progress& progress) {
  ASSIGN_OR_RETURN(const Rows states,
                   session.Run(sql::kReportJob, {{"id", claim_.job.id},
                                                 {"owner", claim_.owner},
                                                 {"done", progress.done},
                                                 {"total", progress.total},
                                                 {"unit", progress.unit},
                                                 {"activity", progress.activity},
                                                 {"expected_end", progress.expected_end}}));
  written_ = progress;
  Learn(states);
  return absl::OkStatus();
}

void Run::Learn(const Rows& states) {
  last_beat_ = absl::Now();
  if (states.empty()) lost_ = true;
  if (!states.empty() && states[0].Int(0) == static_cast<int>(JobState::kCancelling)) asked_to_stop_ = true;
}

absl::Status Run::End(JobState state, const absl::Status& error, std::string_view result) {
  StopPulse();
  if (const absl::Status beat = Beat(); IsTransient(beat)) return beat;
  return database_.InSession([&](Session& session) {
    return session
        .Run(sql::kEndJob, {{"id", claim_.job.id},
                            {"owner", claim_.owner},
                            {"state", static_cast<int>(state)},
                            {"error_code", static_cast<int>(error.code())},
                            {"error_reason", ReasonOf(error)},
                            {"error_message", MessageOf(error)},
                            {"result", Bytes{result}}})
        .status();
  });
}

absl::Status Run::Release() {
  StopPulse();
  return database_.InSession([&](Session& session) {
    return session.Run(sql::kReleaseJob, {{"id", claim_.job.id}, {"owner", claim_.owner}}).status();
  });
}

}  // namespace bestand::jobs
