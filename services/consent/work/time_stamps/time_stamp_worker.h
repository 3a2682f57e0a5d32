#pragma once

#include <functional>
#include <variant>

#include "absl/status/status.h"
#include "common/rounds/rounds.h"
#include "services/consent/work/time_stamps/time_stamp_call.h"
#include "services/consent/work/time_stamps/time_stamp_store.h"

namespace bestand::consent {

// Has the log stamped with the time when it has grown and the last stamp is as old as the interval, on a
// thread of its own, and keeps the stamp. What fails is tried again a minute later. Several processes may do
// so: whoever comes second finds nothing to do, or of the same size the first stamp stays.
class TimeStampWorker {
 public:
  struct Parts {
    EvidenceStore& evidence;
    TimeStampStore& stamps;
    HttpPost post;
    const Clock& clock;
    std::function<void(const absl::Status&)> tell;       // what became of asking
    std::function<void(const StampedCheckpoint&)> show;  // the newest, once a round
  };

  // Begins at once.
  TimeStampWorker(TimeStampSettings settings, Parts parts);

  // One round by itself: looks, asks and keeps. Says false when there was nothing to ask for. Fails as
  // StampWithTime does, as the stores do, and with LOG_CONTRADICTED when the log does not begin with what
  // was stamped.
  static absl::StatusOr<bool> AskOnce(const TimeStampSettings& settings, const Parts& parts);

 private:
  const TimeStampSettings settings_;
  const Parts parts_;
  Rounds<std::monostate> rounds_;
};

}  // namespace bestand::consent
