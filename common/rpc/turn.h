#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "absl/time/time.h"

namespace bestand::rpc {

// Lets a thread wait for operations that a gRPC reactor ends on another thread. One operation at a
// time; Cancel may come from anywhere.
class Turn {
 public:
  // Starts an operation by `start` and waits for End. Returns false, without starting, once the call
  // was cancelled; else what End was given.
  bool Take(const std::function<void()>& start);
  void End(bool ok);

  void Cancel();
  bool cancelled() const { return cancelled_; }

  // Waits for `duration`; returns false as soon as the call is cancelled or `stopping` holds (looked
  // at ten times a second).
  bool Pause(absl::Duration duration, const std::function<bool()>& stopping);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> cancelled_ = false;
  bool running_ = false;
  bool ok_ = false;
};

}  // namespace bestand::rpc
