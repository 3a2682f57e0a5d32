#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "services/scoring/work/score_store.h"
#include "services/scoring/work/snapshot/score_snapshot.h"
#include "services/scoring/work/snapshot/snapshot_source.h"

namespace bestand::scoring {

struct SnapshotSettings {
  int64_t most_bytes = int64_t{1} << 30;            // for scores in memory; 0 keeps none
  absl::Duration poll = absl::Milliseconds(200);    // between looks for what is new
  absl::Duration fresh = absl::Milliseconds(1000);  // so old may an answer from memory be
};

// Keeps the published set in memory, on a thread of its own: looks every `poll` with one tiny read whether
// another set was published (then it is read in the background, page by page, and put in place at once) and
// which scores were replaced (then these are put over it). When a tenth of the scores was replaced, the set
// is read anew.
//
// When a set does not fit into `most_bytes` beside the one in memory, that one is let go first; when it does
// not fit alone, none is kept until the next set, and the log says so. Threads may share it.
class SnapshotKeeper {
 public:
  struct Parts {
    ScoreReader& reader;  // of the database
    SnapshotSource& source;
    const log::Logger& logger;
    metrics::Metrics& metrics;
    SnapshotSettings settings;
  };
  explicit SnapshotKeeper(Parts parts);
  // Waits for what is under way.
  ~SnapshotKeeper();
  SnapshotKeeper(const SnapshotKeeper&) = delete;
  SnapshotKeeper& operator=(const SnapshotKeeper&) = delete;

  // Returns what memory holds; nothing before the first set was read, or when none is kept.
  std::shared_ptr<const ScoreSnapshot> Current() const;

  // Says whether the last look at the database failed, or the one that is under way waits for longer than
  // `fresh`.
  bool away() const;

  // How old an answer from memory may be before it is called stale.
  absl::Duration fresh() const { return parts_.settings.fresh; }

 private:
  void Loop(std::stop_token stop);
  absl::Status Look(std::stop_token stop);
  absl::StatusOr<SnapshotHead> AskHead();
  absl::Status Load(const SnapshotHead& head, std::stop_token stop);
  absl::Status CatchUp(ScoreSnapshot& snapshot, int64_t last_change);
  absl::StatusOr<PackedScores> Read(const ScoreSet& set, std::stop_token stop);
  bool NeedsLoad(const SnapshotHead& head) const;
  bool HasRoom(size_t bytes);
  void Put(std::shared_ptr<ScoreSnapshot> snapshot);
  void Tell(const absl::Status& status);

  const Parts parts_;
  std::atomic<bool> away_ = false;
  std::atomic<int64_t> asked_micros_ = 0;  // when the question was put that is not answered yet; 0 for none
  int64_t seen_ = 0;                       // changes up to here are in current_
  int32_t too_large_ = 0;                  // the set that did not fit
  mutable std::mutex mutex_;
  std::shared_ptr<ScoreSnapshot> current_;
  std::jthread thread_;
};

}  // namespace bestand::scoring
