#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/work/snapshot/score_snapshot.h"

namespace bestand::scoring {

// What memory must show to be up to date.
struct SnapshotHead {
  int32_t set_number = 0;   // the published set; 0 before the first
  int64_t last_change = 0;  // the number of the last score that was replaced
};

// Some of the scores that were replaced, as they are now.
struct ScoreChanges {
  std::vector<ScoreChange> changes;  // in the order of their numbers
  int64_t last_change = 0;           // the number of the last of them
};

// Tells what is new about the published set. Threads may share it.
class SnapshotSource {
 public:
  virtual ~SnapshotSource() = default;

  // One tiny read.
  virtual absl::StatusOr<SnapshotHead> Head() = 0;

  // Returns at most `limit` scores that were replaced in a set after the change `after`; empty at the end.
  // Fails with CONCURRENT_CHANGE when another set is published.
  virtual absl::StatusOr<ScoreChanges> ChangesAfter(int32_t set_number, int64_t after, int limit) = 0;
};

}  // namespace bestand::scoring
