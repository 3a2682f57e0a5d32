#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/idempotency/replays.h"
#include "services/consent/domain/consent_store.h"

namespace bestand::consent {

// What a piece of work will read, so that it can be read for many at once. What is not named here is read
// when it is asked for.
struct LogNeeds {
  std::vector<std::string> customers;
  std::vector<std::string> address_digests;
  std::vector<std::string> token_hashes;
};

// A piece of work on the log that is done in one transaction with others'.
struct LogWork {
  LogNeeds needs;
  absl::Time deadline = absl::InfiniteFuture();  // not begun after it
  std::optional<idempotency::ReplayKey> replay;  // with it, done once
  // Reads and writes by the LogWriter alone. Stores all or, when it fails, nothing. May be called again and
  // must then start anew.
  std::function<absl::Status(LogWriter&)> run;
  // Returns the bytes of the answer, which are kept with the replay key, in the same transaction. Given the
  // size of the log that holds the work.
  std::function<std::string(int64_t log_size)> answer;
  // Called once, on whatever thread, when the work is durable and in the tree, or has failed. An answer may
  // be an earlier one, to the same replay key. Must neither wait nor throw.
  std::function<void(const absl::StatusOr<std::string>& answer)> done;
};

// Takes work on the log. Threads may share it.
class LogQueue {
 public:
  virtual ~LogQueue() = default;

  // Fails work, by its `done`, as ConsentStore::InLog does, and with REQUEST_ID_REUSED, DEADLINE_PASSED,
  // SERVICE_AWAY when the service stops.
  virtual void Add(LogWork work) = 0;
};

}  // namespace bestand::consent
