#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/part_team.h"
#include "services/scoring/work/requests.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// The work of a scoring job: begins a new set, has the team score all customers into it part by part (other
// replicas help, see ScoreHelper), and publishes it once it is whole. A worker that takes over goes on with
// the parts that are left. Its result is the number of customers scored.
//
// The set keeps the model that was active when it was begun, whatever is promoted meanwhile. Of two jobs at
// once each writes a set of its own; the one that is published last is in force.
//
// With an as-of day asked for, only purchases up to it count. Otherwise all count, and the set looks from the
// model's day or, when it is later, from the last purchase day of all at the job's begin. The horizon is the
// one asked for, or the 90 % gap of the customers that the model was fitted on, 1 to 3650 days. Threads may
// share it.
class ScoreWork {
 public:
  struct Parts {
    SummarySource& source;
    ModelStore& models;
    ScoreWriter& writer;
    PartTeam& team;
    const Clock& clock;
    std::function<void()> published;  // called after a set was published; may be empty
  };
  explicit ScoreWork(Parts parts) : parts_(std::move(parts)) {}

  // Fails with NO_ACTIVE_MODEL, TOO_FEW_CUSTOMERS when nobody had bought by the day asked for,
  // CURRENCY_MIXED; as SummarySource and ScoreWriter; CANCELLED. The set before then stays in force.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  absl::StatusOr<ScoreSet> BeginSet(jobs::JobContext& job) const;
  absl::StatusOr<int64_t> WriteAll(const ScoreSet& set, jobs::JobContext& job) const;

  Parts parts_;
};

}  // namespace bestand::scoring
