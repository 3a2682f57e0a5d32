#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/jobs/runner.h"
#include "services/scoring/work/customer_scorer.h"
#include "services/scoring/work/requests.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// Takes the stream of summaries and writes scores of whole buckets with a checkpoint each time.
// One thread at a time.
class SetFiller {
 public:
  struct Parts {
    ScoreWriter& writer;
    jobs::JobContext& job;
    const ScoreSet& set;
    CustomerScorer& scorer;
    std::string currency;   // that of the model
    int64_t expected_rows;  // for the progress; 0 when unknown
    size_t rows_at_once;    // written in one transaction, at least
    absl::Time now;         // of the scores
  };
  SetFiller(Parts parts, ScoringPlace place) : parts_(std::move(parts)), place_(place) {}

  absl::Status Take(const SummaryChunk& chunk);
  absl::Status Finish();
  const ScoringPlace& place() const { return place_; }

 private:
  // Writes what waits of the buckets before `end_bucket`.
  absl::Status WriteBefore(int end_bucket);
  absl::Status WriteRows(size_t rows, const ScoringPlace& next);
  void Report() const;

  Parts parts_;
  ScoringPlace place_;
  std::vector<Summary> waiting_;
};

}  // namespace bestand::scoring
