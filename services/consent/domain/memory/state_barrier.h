#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rounds/rounds.h"
#include "services/consent/domain/memory/contact_cache.h"
#include "services/consent/domain/memory/state_log.h"

namespace bestand::consent {

// Makes answers from the cache linearisable: an answer may be given when the cache has come to a version
// that was read after the question came. All who wait share one read at a time (the ReadIndex of Raft, see
// Ongaro, "Consensus: Bridging Theory and Practice", 2014, § 6.4), so that the read costs each of them
// little. Reads once a second when nobody waits, so that the cache stays close. Threads may share it.
class StateBarrier {
 public:
  // With the size of the log at the version that the cache has come to, or why it could not.
  using Then = std::function<void(const absl::StatusOr<int64_t>& log_size)>;

  StateBarrier(StateLog& log, ContactCache& cache);
  // Calls who still waits, with SERVICE_AWAY.
  ~StateBarrier();

  // Begins to read on a thread of its own.
  void Start() { rounds_.Start(); }

  // Calls `then` on that thread, once, when the cache holds everything that was acknowledged before this
  // call, or when a read failed since. `then` must neither wait nor throw. Does not wait itself.
  void Await(Then then) { rounds_.Add(std::move(then)); }

  // The same for a thread that may wait.
  absl::StatusOr<int64_t> Wait();

 private:
  void Answer(const std::vector<Then>& round);
  absl::StatusOr<int64_t> Read();

  StateLog& log_;
  ContactCache& cache_;
  Rounds<Then> rounds_;
};

}  // namespace bestand::consent
