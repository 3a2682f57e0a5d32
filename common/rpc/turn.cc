#include "common/rpc/turn.h"

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"

namespace bestand::rpc {
namespace {

constexpr absl::Duration kLook = absl::Milliseconds(100);

}  // namespace

// gRPC ends every operation that was started, cancelled or not, so the wait has an end.
bool Turn::Take(const std::function<void()>& start) {
  if (cancelled_) return false;
  {
    const std::lock_guard lock(mutex_);
    running_ = true;
  }
  start();
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !running_; });
  return ok_;
}

void Turn::End(bool ok) {
  const std::lock_guard lock(mutex_);
  running_ = false;
  ok_ = ok;
  changed_.notify_all();
}

void Turn::Cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  changed_.notify_all();
}

bool Turn::Pause(absl::Duration duration, const std::function<bool()>& stopping) {
  const absl::Time end = absl::Now() + duration;
  std::unique_lock lock(mutex_);
  while (!cancelled_ && !stopping()) {
    const absl::Duration left = end - absl::Now();
    if (left <= absl::ZeroDuration()) return true;
    changed_.wait_for(lock, absl::ToChronoMicroseconds(std::min(left, kLook)));
  }
  return false;
}

}  // namespace bestand::rpc
