#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

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

  // Says whether to stop at the next safe place: the job was cancelled, the process ends, or
  // another worker took the job over. Return STOPPED() (any failure will do) then.
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
// one process or many, share the work. A failure that is no fault of the job (DATABASE_AWAY,
// SERVICE_AWAY, the process ending) leaves it for the next worker.
class JobRunner {
 public:
  JobRunner(storage::Database& database, std::map<std::string, Handler> handlers, RunnerOptions options = {});
  // Asks the running handler to stop and waits for it; its job goes on with the next worker.
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

 private:
  class Run;

  void Loop(std::stop_token stop);
  absl::StatusOr<std::unique_ptr<Run>> Claim();
  void Work(Run& run, std::stop_token stop);

  storage::Database& database_;
  const std::map<std::string, Handler> handlers_;
  const RunnerOptions options_;
  std::jthread thread_;
};

}  // namespace bestand::jobs
