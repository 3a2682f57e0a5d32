#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"

namespace bestand::ctl {

// How many went well, and how many failed by reason (or code, where a failure has no reason).
struct Tally {
  int64_t done = 0;
  std::map<std::string, int64_t> failed;
  std::string example = {};  // the message of one failure
};

// Calls `one` for 0 … count - 1 on a few threads, shows progress, and counts.
Tally InParallel(size_t count, const std::string& unit, const std::function<absl::Status(size_t)>& one);

// Writes the tally: "asked 1,300", then one line a reason. Returns OK unless nothing went well.
absl::Status WriteTally(const Tally& tally, const std::string& verb);

}  // namespace bestand::ctl
