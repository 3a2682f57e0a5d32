#pragma once

#include "common/jobs/job.h"
#include "common/storage/rows.h"

namespace bestand::jobs {

// Reads a row of get_job, list_jobs or list_jobs_after.
Job ToJob(const storage::Row& row);

// Fails with JOB_UNKNOWN.
absl::Status UnknownJob(std::string_view id);

}  // namespace bestand::jobs
