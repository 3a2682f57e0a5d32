#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "bestand/scoring/v1/model_service.pb.h"
#include "bestand/scoring/v1/score_service.pb.h"
#include "common/jobs/job.h"
#include "common/jobs/jobs.h"

namespace bestand::scoring {

void ToWire(const jobs::Job& job, common::v1::JobStatus& wire);

// Fail with INTERNAL_ERROR when the job's own record cannot be read.
absl::Status ToWire(const jobs::Job& job, v1::FitJob& wire);
absl::Status ToWire(const jobs::Job& job, v1::ScoringJob& wire);

// Which job a request names.
struct JobName {
  std::string_view name;     // "fitJobs/2f1c…"
  std::string_view pattern;  // "fitJobs/*"
  std::string_view kind;     // kFitJob
};

// Returns the job. Fails with JOB_UNKNOWN (fact `job`), also for jobs of another kind.
absl::StatusOr<jobs::Job> FindJob(jobs::Jobs& jobs, const JobName& name);

// Asks the job to stop; one that has ended already is returned as it is. Fails with JOB_UNKNOWN.
absl::StatusOr<jobs::Job> CancelJob(jobs::Jobs& jobs, const JobName& name);

}  // namespace bestand::scoring
