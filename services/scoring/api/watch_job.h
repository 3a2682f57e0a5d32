#pragma once

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/error/error.h"
#include "common/jobs/jobs.h"
#include "common/rpc/stream.h"

namespace bestand::scoring {

inline constexpr absl::Duration kHeartbeat = absl::Seconds(10);

// Sends a snapshot of the job now, at each change and every 10 seconds, and ends with the job, the caller or
// the server. `fill` turns a job into a chunk.
template <class Chunk, class Fill>
absl::Status WatchJob(jobs::Jobs& jobs, jobs::Job job, rpc::Writer<Chunk>& writer, const Fill& fill) {
  int64_t seen = job.updates - 1;
  absl::Time sent = absl::InfinitePast();
  for (;;) {
    if (job.updates != seen || absl::Now() - sent >= kHeartbeat) {
      Chunk chunk;
      RETURN_IF_ERROR(fill(job, chunk));
      if (!writer.Write(chunk)) return absl::OkStatus();
      sent = absl::Now();
      seen = job.updates;
    }
    if (jobs::HasEnded(job.state) || !writer.Pause(absl::ZeroDuration())) return absl::OkStatus();
    // In short steps, so that a caller who has gone and a server that stops are seen soon.
    ASSIGN_OR_RETURN(job, jobs.AwaitChange(job.id, seen, absl::Milliseconds(500)));
  }
}

}  // namespace bestand::scoring
