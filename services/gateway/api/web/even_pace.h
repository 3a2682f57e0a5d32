#pragma once

#include <chrono>

#include "absl/time/time.h"

namespace bestand::gateway {

// Returns how long to wait after `taken`, so that all together it takes a whole number of steps, at least
// one. Nothing without a step.
absl::Duration WaitAfter(absl::Duration taken, absl::Duration step);

// Makes what happens while it lives take whole steps of time, by waiting at its end: how long an answer took
// tells nobody what was done for it.
class EvenPace {
 public:
  explicit EvenPace(absl::Duration step) : step_(step) {}
  ~EvenPace();
  EvenPace(const EvenPace&) = delete;
  EvenPace& operator=(const EvenPace&) = delete;

 private:
  const absl::Duration step_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace bestand::gateway
