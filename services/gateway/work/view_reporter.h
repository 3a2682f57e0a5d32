#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "services/gateway/domain/desk.h"
#include "services/gateway/domain/page_views.h"

namespace bestand::gateway {

// Tells consent from time to time what was counted, on a thread of its own, and once more at its end. What
// consent did not take is told again under the same id, so that it counts once.
class ViewReporter {
 public:
  ViewReporter(PageViews& views, ConsentDesk& desk, absl::Duration every);
  // Waits for the last report.
  ~ViewReporter();

 private:
  void Work(std::stop_token stop);
  void Report();

  PageViews& views_;
  ConsentDesk& desk_;
  const absl::Duration every_;
  std::vector<ViewCount> pending_;
  std::string id_;  // of what is pending
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace bestand::gateway
