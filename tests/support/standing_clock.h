#pragma once

#include <atomic>

#include "common/time/clock.h"

namespace bestand {

// A clock that moves only when told to.
class StandingClock : public Clock {
 public:
  explicit StandingClock(absl::Time now) : micros_(ToMicros(now)) {}
  absl::Time Now() const override { return FromMicros(micros_); }
  void Set(absl::Time now) { micros_ = ToMicros(now); }
  void Advance(absl::Duration by) { Set(Now() + by); }

 private:
  std::atomic<int64_t> micros_;
};

}  // namespace bestand
