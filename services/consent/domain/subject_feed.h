#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "services/consent/domain/subject.h"

namespace bestand::consent {

// Keeps the subjects fresh: one thread that follows customer-profile's changes from where it stood,
// through restarts of either side. The cursor is stored with the rows it led to. When customer-profile no
// longer keeps what follows the cursor, all relations are read anew first.
class SubjectFeed {
 public:
  SubjectFeed(CustomerProfile& profile, SubjectStore& store) : profile_(profile), store_(store) {}
  // Stops and waits for the thread.
  ~SubjectFeed();

  // Follows on a thread of its own until it is destroyed; after a failure again in a second.
  void Start();

  // Follows once from the stored cursor; returns as CustomerProfile::WatchChanges does. OK when everything
  // was read anew: then it has to be called again.
  absl::Status Follow();

 private:
  void Loop();
  absl::Status BeginAnew(const absl::Status& unknown, const std::string& cursor);
  absl::Status ReadAllAnew();
  absl::Status TakeIn(std::span<const std::string> customers, const std::optional<std::string>& cursor);

  CustomerProfile& profile_;
  SubjectStore& store_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace bestand::consent
