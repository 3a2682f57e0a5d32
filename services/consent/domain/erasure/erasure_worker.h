#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "services/consent/domain/erasure/erasure.h"

namespace bestand::consent {

// Does the erasures whose time has come, on a thread of its own: at once, for those that a crash broke off,
// and then every five seconds. Several workers may do the same one; it is done once.
class ErasureWorker {
 public:
  // `tell` is told of each failure.
  ErasureWorker(ErasureStore& store, std::function<void(const absl::Status&)> tell);
  // Ends after the erasure that is being done.
  ~ErasureWorker();

 private:
  void Work(std::stop_token stop);

  ErasureStore& store_;
  const std::function<void(const absl::Status&)> tell_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace bestand::consent
