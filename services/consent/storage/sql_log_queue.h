#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "common/storage/database.h"
#include "services/consent/storage/log/log_means.h"
#include "services/consent/work/log_queue.h"

namespace bestand::consent {

// Does what waits in one transaction, then what came meanwhile in the next: one lock of the head row, one
// checkpoint and one commit for all. Nobody waits for others to come, so that work alone is done at once.
// Threads may share it.
class SqlLogQueue final : public LogQueue {
 public:
  SqlLogQueue(storage::Database& database, const LogMeans& means);
  // Finishes what was taken.
  ~SqlLogQueue() override;

  void Add(LogWork work) override;

 private:
  using Batch = std::vector<LogWork>;

  void Loop();
  Batch Take();
  void Do(Batch& batch);
  void DoOneByOne(Batch& batch);

  storage::Database& database_;
  const LogMeans means_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<LogWork> waiting_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace bestand::consent
