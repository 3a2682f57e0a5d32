#pragma once

#include <atomic>
#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/time/clock.h"
#include "services/scoring/work/customer_scorer.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// What a team works on.
struct TeamOrder {
  const ScoreSet& set;
  const FittedModel& model;
  std::function<bool()> stopped;   // asked often, by all threads
  std::function<void()> finished;  // called after each part, by any thread; may be empty
};

// Scores the parts of a set, on several threads, beside the teams of other replicas. A thread holds one part
// in memory: about 220 bytes a customer of a 64th of all. Threads may share it.
class PartTeam {
 public:
  struct Parts {
    SummarySource& source;
    ScoreWriter& writer;
    const Clock& clock;
    int threads = 2;
    // A part that took longer, because its worker died or is very slow, is taken up by somebody else too; who
    // comes first counts.
    absl::Duration lease = absl::Seconds(10);
  };
  explicit PartTeam(const Parts& parts) : parts_(parts) {}

  // Works until no part is left to claim; others may still be at theirs. Fails with the first failure of a
  // thread (then the others stop): CURRENCY_MIXED, HISTORY_OUT_OF_ORDER, as SummarySource and ScoreWriter;
  // with CANCELLED when it is stopped. Parts that were begun then are free at once.
  absl::Status Work(const TeamOrder& order);

  // Whether Work is going on.
  bool busy() const { return busy_ > 0; }

 private:
  absl::Status WorkAlone(const TeamOrder& order, const std::atomic<bool>& broken) const;
  absl::StatusOr<std::vector<CustomerScore>> Score(const TeamOrder& order, const ScorePart& part,
                                                   CustomerScorer& scorer,
                                                   const std::function<bool()>& stopped) const;

  const Parts parts_;
  std::atomic<int> busy_ = 0;
};

}  // namespace bestand::scoring
