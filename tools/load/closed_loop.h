#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace bestand::load {

// One server under a closed loop: as many calls are always under way, each answered one is followed by
// the next.
struct Plan {
  std::string target;                 // "127.0.0.1:7003"
  std::string method;                 // "/bestand.scoring.v1.ScoreService/GetScore"
  std::vector<std::string> requests;  // serialised, sent in turn; at least one
  int channels = 2;                   // connections, each with a thread of its own
  int in_flight = 16;                 // calls under way on each channel
  absl::Duration warm_up = absl::Seconds(1);
  absl::Duration measured = absl::Seconds(5);
  int64_t most_calls = std::numeric_limits<int64_t>::max();  // of each channel; then it ends sooner
};

struct Figures {
  double calls_per_second = 0;
  double p50_us = 0, p99_us = 0;  // of calls that ended within the measured time
  int64_t calls = 0;
  int64_t failures = 0;       // calls with a status other than OK
  std::string first_failure;  // its message; "" without one
};

// Runs the plan and returns what was measured. Waits for warm_up + measured, or for most_calls.
Figures RunClosedLoop(const Plan& plan);

}  // namespace bestand::load
