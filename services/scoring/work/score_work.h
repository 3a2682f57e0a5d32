#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/requests.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// The work of a scoring job: scores all customers into a new set, bucket by bucket, and publishes it. A
// worker that takes over goes on at the last bucket written. Its result is the number of customers scored.
//
// With an as-of day asked for, only purchases up to it count. Otherwise all count, and the set looks from the
// model's day or, when it is later, from the last purchase day of all; to know that day, the summaries are
// read once before they are scored. The horizon is the one asked for, or the 90 % gap of the customers that
// the model was fitted on, 1 to 3650 days. Threads may share it.
class ScoreWork {
 public:
  struct Parts {
    SummarySource& source;
    ModelStore& models;
    ScoreWriter& writer;
    const Clock& clock;
    std::function<void()> published;  // called after a set was published; may be empty
    size_t rows_at_once = 10'000;     // written in one transaction
  };
  explicit ScoreWork(Parts parts) : parts_(std::move(parts)) {}

  // Fails with NO_ACTIVE_MODEL, TOO_FEW_CUSTOMERS when nobody had bought by the day asked for,
  // CURRENCY_MIXED; as SummarySource and ScoreWriter; CANCELLED. The set before then stays in force.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  absl::StatusOr<ScoreSet> BeginSet(jobs::JobContext& job) const;
  absl::Status WriteAll(const ScoreSet& set, const FittedModel& model, jobs::JobContext& job,
                        ScoringPlace& place) const;

  Parts parts_;
};

}  // namespace bestand::scoring
