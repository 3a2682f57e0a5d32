#include "services/gateway/api/web/even_pace.h"

#include <algorithm>

#include "absl/time/clock.h"

namespace bestand::gateway {

absl::Duration WaitAfter(absl::Duration taken, absl::Duration step) {
  if (step <= absl::ZeroDuration()) return absl::ZeroDuration();
  return std::max(step, absl::Ceil(taken, step)) - taken;
}

EvenPace::~EvenPace() {
  absl::SleepFor(WaitAfter(absl::FromChrono(std::chrono::steady_clock::now() - begin_), step_));
}

}  // namespace bestand::gateway
