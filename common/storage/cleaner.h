#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/storage/outbox.h"
#include "common/storage/sql_replays.h"

namespace bestand::storage {

// Removes what was kept long enough, at once and then every hour, on a thread of its own: changes that
// were told longer ago than `keep_changes`, answers older than seven days.
class Cleaner {
 public:
  struct Parts {
    Outbox* outbox;  // nothing where no changes are told
    SqlReplays& replays;
    absl::Duration keep_changes = absl::InfiniteDuration();
    std::function<void(const absl::Status&)> tell_failure;
    std::function<absl::Status()> also = nullptr;  // removes what else the service keeps for a time
  };
  explicit Cleaner(Parts parts);
  // Waits for the removal that is running.
  ~Cleaner();

 private:
  absl::Status Clean();
  void Work(std::stop_token stop);

  const Parts parts_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace bestand::storage
