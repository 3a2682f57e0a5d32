#pragma once

#include <map>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::consent {

// The keys under which what is personal is sealed, one a subject of the log, by its pseudonym. They lie apart
// from what they open: whoever destroys one erases all of it. Threads may share it.
class SubjectKeys {
 public:
  using Keys = std::map<std::string, std::string>;  // 32 bytes by subject

  virtual ~SubjectKeys() = default;

  // Returns a key for each of the subjects. One that has none yet gets it; it is durable before this returns.
  // Fails with DATABASE_AWAY and the like, and with MASTER_KEY_UNKNOWN.
  virtual absl::StatusOr<Keys> Ensure(std::span<const std::string> subjects) = 0;

  // Returns the keys that there are and that can be read.
  virtual absl::StatusOr<Keys> Find(std::span<const std::string> subjects) = 0;

  // Destroys keys; one that is not there is no failure.
  virtual absl::Status Destroy(std::span<const std::string> subjects) = 0;
};

}  // namespace bestand::consent
