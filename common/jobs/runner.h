#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/jobs/job.h"
#include "common/storage/database.h"

namespace bestand::jobs {

// What a handler sees of its job and tells about it. One thread at a time, except Report and
// Cancelled, which any thread of the handler may call.
class JobContext {
 public:
  virtual ~JobContext() = default;

  virtual const Job& job() const = 0;

  // Tells how far the work is. As cheap as a lock; written down a few times a second.
  virtual void Report(const Progress& progress) = 0;

  // Says whether to stop at the next safe place: the job was cancelled, the process ends, or another
  // worker took the job over. Return any failure then, such as absl::CancelledError("").
  virtual bool Cancelled() const = 0;

  // Keeps `bytes` for a worker that goes on after a crash; joins the caller's transaction, so that a
  // step's work and its checkpoint are one. Fails with CONCURRENT_CHANGE when the job was taken over.
  virtual absl::Status Checkpoint(std::string_view bytes) = 0;

  // What was kept last, in this run or one before; empty at the start.
  virtual const std::string& LastCheckpoint() const = 0;
};

// Does the work of one kind of job and returns its result. Called again from the start, with
// LastCheckpoint(), after a crash; so its steps must bear repetition.
using Handler = std::function<absl::StatusOr<std::string>(JobContext&)>;

struct RunnerOptions {
  absl::Duration poll = absl::Milliseconds(200);   // between looks for work
  absl::Duration pulse = absl::Milliseconds(200);  // between writes of progress
  absl::Duration heartbeat = absl::Seconds(1);     // sign of life of a running job
  absl::Duration stale = absl::Seconds(5);         // without one a job is taken over
};

// One thread that takes up jobs, one at a time, also those a dead worker left. Several runners, in
// one process or many, share the work. A handler that fails
//   because the process ends            leaves its job to the next worker, at once;
//   with UNAVAILABLE                    leaves it until its sign of life is stale, then it goes on;
//   after a cancel                      makes it CANCELLED;
//   otherwise, or by an exception       makes it FAILED, with the failure's reason and message.
class JobRunner {
 public:
  JobRunner(storage::Database& database, std::map<std::string, Handler> handlers, RunnerOptions options = {});
  // Asks the running handler to stop and waits for it; its job goes on with the next worker.
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

 private:
  void Loop(std::stop_token stop);
  absl::StatusOr<std::optional<Job>> Claim(const std::string& owner);
  void Work(const Job& job, const std::string& owner, std::stop_token stop);

  storage::Database& database_;
  const std::map<std::string, Handler> handlers_;
  const RunnerOptions options_;
  std::jthread thread_;
};

}  // namespace bestand::jobs
