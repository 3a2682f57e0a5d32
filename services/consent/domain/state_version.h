#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace bestand::consent {

// A moment in the life of what checks depend on: consents, objections, relations, templates. Every commit
// that changes any of it gets the next number, in the order of commits.
struct StateVersion {
  int64_t number = 0;
  // When the database server began to run, and which of its databases it is; another one may have come with
  // an older or another past (a restored backup, a promoted standby), and numbers of two cannot be compared.
  absl::Time server_start;
  int64_t database = 0;

  bool HasPastOf(const StateVersion& other) const {
    return server_start == other.server_start && database == other.database;
  }
};

}  // namespace bestand::consent
