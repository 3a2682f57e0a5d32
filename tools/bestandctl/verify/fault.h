#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/error/error.h"

namespace bestand::ctl {

// Returns EVIDENCE_FAULTY: what is wrong at which place of a log, as "event 17" and "its bytes …".
inline absl::Status Fault(const std::string& place, std::string_view what) {
  return Failure(absl::StatusCode::kDataLoss, "EVIDENCE_FAULTY",
                 "The log is not what was signed: " + place + ": " + std::string(what) +
                     ". Keep a copy and look for who changed it.",
                 {{"place", place}});
}

inline std::string EventPlace(int64_t log_index) { return "event " + std::to_string(log_index); }

}  // namespace bestand::ctl
