#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/jobs/job.h"
#include "common/storage/database.h"

namespace bestand::jobs {

struct NewJob {
  std::string kind;
  std::string parameters;
  std::string creator;
  std::string id;  // a UUID; empty lets Create make one
};

// One page of jobs.
struct JobPage {
  std::string kind;  // which jobs
  int limit = 50;
  std::string after;  // id of the last job of the page before; empty for the first page
};

// The jobs of one service. Threads may share it.
class Jobs {
 public:
  explicit Jobs(storage::Database& database) : database_(database) {}

  // Stores a job for a JobRunner to take up; joins the caller's transaction if there is one.
  absl::StatusOr<Job> Create(const NewJob& job);

  // Fails with JOB_UNKNOWN, also for an id that is no UUID.
  absl::StatusOr<Job> Get(std::string_view id);

  // Returns jobs of a kind, the newest first.
  absl::StatusOr<std::vector<Job>> List(const JobPage& page);

  // Asks a job to stop; a waiting one is cancelled at once. Asking twice is fine.
  // Fails with JOB_UNKNOWN or JOB_ENDED.
  absl::StatusOr<Job> RequestCancel(std::string_view id);

  // Waits until a job's `updates` differs from `seen`, at most `patience` long (looking ten times a
  // second); returns it either way. Fails with JOB_UNKNOWN.
  absl::StatusOr<Job> AwaitChange(std::string_view id, int64_t seen, absl::Duration patience);

 private:
  storage::Database& database_;
};

}  // namespace bestand::jobs
