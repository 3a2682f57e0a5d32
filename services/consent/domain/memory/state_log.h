#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/consent/domain/state_version.h"

namespace bestand::consent {

// Whose state changed with which version.
struct StateChange {
  int64_t version = 0;
  std::string customer;  // empty: it may be anybody's, such as with a template
};

// What happened since some version, and where that led to, seen at one moment.
struct StateNews {
  StateVersion version;
  int64_t log_size = 0;              // events in the log at that version
  bool complete = false;             // false: more changed than `changes` names
  std::vector<StateChange> changes;  // by version
};

// Tells how the state of customers changes, whoever changes it. Threads may share it.
class StateLog {
 public:
  virtual ~StateLog() = default;

  // Returns the changes with numbers above `after`, and the version as of now: everything that was
  // acknowledged before the call is in it. One read of one moment; fails as the database does.
  virtual absl::StatusOr<StateNews> ReadAfter(int64_t after) = 0;
};

}  // namespace bestand::consent
