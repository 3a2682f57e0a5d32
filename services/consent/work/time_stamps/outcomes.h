#pragma once

#include <functional>
#include <string>

#include "common/error/error.h"
#include "common/log/logger.h"
#include "common/metrics/metrics.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// Count and log what becomes of asking the authority, and show how far its newest stamp reaches. Logger and
// metrics must outlive what is returned.

inline std::function<void(const absl::Status&)> TellOfTimeStamps(const log::Logger& logger,
                                                                 metrics::Metrics& metrics) {
  return [&](const absl::Status& outcome) {
    const std::string reason = outcome.ok() ? "STAMPED" : ReasonOf(outcome);
    metrics
        .CounterOf({"consent_time_stamps_total", "What became of asking for time stamps."},
                   {{"outcome", reason}})
        .Increment();
    if (outcome.ok()) return;
    logger.Warning("No time stamp of the log.", {{"reason", reason}, {"message", MessageOf(outcome)}});
  };
}

inline std::function<void(const StampedCheckpoint&)> ShowTimeStamps(metrics::Metrics& metrics) {
  return [&](const StampedCheckpoint& newest) {
    metrics.GaugeOf({"consent_time_stamped_log_size", "Events that the newest time stamp covers."}, {})
        .Set(static_cast<double>(newest.checkpoint.size));
    metrics.GaugeOf({"consent_time_stamp_time_seconds", "The time in it, in seconds since 1970."}, {})
        .Set(static_cast<double>(absl::ToUnixSeconds(newest.time)));
  };
}

}  // namespace bestand::consent
