#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"

namespace bestand::rpc {

// Says whether the process can do its work: schema version fits, database answers. May wait a little;
// must not throw.
using Ready = std::function<bool()>;

// Turns single answers into a state with hysteresis: ready at the first yes, not ready only after
// three no in a row. One thread at a time.
class Hysteresis {
 public:
  // Takes the next answer and returns the state.
  bool Next(bool answer);

 private:
  bool state_ = false;
  int refusals_ = 0;
};

// Asks `ready` each second on a thread of its own and tells each change, the first state included.
class Readiness {
 public:
  Readiness(Ready ready, std::function<void(bool)> tell, absl::Duration every = absl::Seconds(1));
  // Tells nothing more once this returns.
  ~Readiness();

 private:
  void Watch();

  Ready ready_;
  std::function<void(bool)> tell_;
  absl::Duration every_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace bestand::rpc
