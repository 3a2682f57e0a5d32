#pragma once

#include "common/time/clock.h"
#include "common/tlog/note.h"

namespace bestand::consent {

// What writing to the log takes besides a session; both outlive whoever writes.
struct LogMeans {
  const Clock& clock;
  const tlog::Signer& signer;  // its name is the log's origin
};

}  // namespace bestand::consent
