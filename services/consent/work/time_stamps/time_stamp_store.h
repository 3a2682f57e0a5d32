#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// Keeps time stamps of the log under its name. Threads and processes may share it.
class TimeStampStore {
 public:
  virtual ~TimeStampStore() = default;

  // The newest, by size; nothing when there is none.
  virtual absl::StatusOr<std::optional<StampedCheckpoint>> Newest() = 0;
  // Keeps one; a size that is kept already changes nothing.
  virtual absl::Status Add(const StampedCheckpoint& stamped) = 0;
};

}  // namespace bestand::consent
