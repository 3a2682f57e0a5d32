#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/segments/purchase_lines.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// The work of a segment job: reads the published scores and all purchase lines, finds product groups,
// segments, movements, trends, ripe customers and what newcomers are worth, and publishes them at once. Its
// result is the number of customers. A worker that takes over starts again from the beginning: nothing half
// is ever seen.
//
// The lines are read three times, four where product groups must be found, so that they are never held:
// memory is about 300 bytes a customer and 150 MB. Same data, same bits, whatever the threads. Threads may
// share it.
class SegmentWork {
 public:
  struct Parts {
    ScoreReader& scores;
    ModelStore& models;
    PurchaseLineSource& lines;
    AttributeSource& attributes;
    SegmentStore& store;
    const Clock& clock;
    int threads = 1;
  };
  explicit SegmentWork(const Parts& parts) : parts_(parts) {}

  // Fails with NO_SCORES, CURRENCY_MIXED, SERVICE_AWAY, CONCURRENT_CHANGE when the score set was removed
  // meanwhile, CANCELLED. The run before stays in force then.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  absl::StatusOr<SegmentRun> Begin(jobs::JobContext& job) const;
  absl::Status Fill(SegmentRun& run, jobs::JobContext& job) const;

  Parts parts_;
};

}  // namespace bestand::scoring
