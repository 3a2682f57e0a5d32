#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace bestand::reward_catalog {

// Something to be done again and again.
struct Chore {
  std::string name;                    // for the log: "expire choices"
  std::function<absl::Status()> work;  // bounded; another process may do the same at the same time
};

// One thread that does its chores one after the other every so often, until it is destroyed, which
// waits for the chore at hand.
class Housekeeper {
 public:
  // `tell` hears of each failure; the chore is tried again next time.
  Housekeeper(std::vector<Chore> chores, absl::Duration every,
              std::function<void(const Chore&, const absl::Status&)> tell);
  ~Housekeeper();
  Housekeeper(const Housekeeper&) = delete;
  Housekeeper& operator=(const Housekeeper&) = delete;

 private:
  void Work();
  bool IsOver();  // waits for the next time; true when there is none

  const std::vector<Chore> chores_;
  const absl::Duration every_;
  const std::function<void(const Chore&, const absl::Status&)> tell_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace bestand::reward_catalog
