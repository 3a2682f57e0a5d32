#include "common/rpc/readiness.h"

#include <optional>
#include <utility>

namespace bestand::rpc {
namespace {

constexpr int kRefusalsUntilNotReady = 3;

}  // namespace

bool Hysteresis::Next(bool answer) {
  refusals_ = answer ? 0 : refusals_ + 1;
  if (answer) state_ = true;
  if (refusals_ >= kRefusalsUntilNotReady) state_ = false;
  return state_;
}

Readiness::Readiness(Ready ready, std::function<void(bool)> tell, absl::Duration every)
    : ready_(std::move(ready)), tell_(std::move(tell)), every_(every), thread_([this] { Watch(); }) {}

Readiness::~Readiness() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Readiness::Watch() {
  Hysteresis hysteresis;
  std::optional<bool> told;
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    lock.unlock();
    const bool state = hysteresis.Next(ready_());
    lock.lock();
    if (stopped_) return;
    if (told != state) tell_(state);
    told = state;
    wake_.wait_for(lock, absl::ToChronoMilliseconds(every_), [this] { return stopped_; });
  }
}

}  // namespace bestand::rpc
