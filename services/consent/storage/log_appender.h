#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/session.h"
#include "common/time/clock.h"
#include "services/consent/domain/event.h"

namespace bestand::consent {

// The end of the log, held by one transaction: others who want to write wait at its head row. One
// thread at a time; lives no longer than the transaction.
class LogAppender {
 public:
  // Takes the head. Begin with it: what is read after it cannot change before the commit.
  static absl::StatusOr<LogAppender> Hold(storage::Session& session, const Clock& clock);

  absl::Time now() const { return now_; }
  int64_t size() const { return size_; }

  // Adds events, all of one customer, in order; each leaf names the one before it of the same channel
  // and purpose. Notes that the customer's state changed (see StateLog): a change of state without an
  // event has to do so itself.
  absl::Status Append(std::span<const NewEvent> events);

 private:
  struct Chain {
    std::string customer, subject;
    std::map<std::pair<int, std::string>, std::string> tips;  // by channel and purpose
  };
  struct Batch;

  LogAppender(storage::Session& session, int64_t size, absl::Time now, bool noted)
      : session_(&session), size_(size), now_(now), noted_(noted) {}
  absl::StatusOr<Chain> ChainOf(const std::string& customer);
  absl::StatusOr<std::string> SubjectOf(const std::string& customer);
  void AddTo(Batch& batch, Chain& chain, const NewEvent& event) const;
  absl::Status Write(const Batch& batch, const Chain& chain);
  absl::Status WriteTips(const Batch& batch, const Chain& chain);

  storage::Session* session_;
  int64_t size_;
  absl::Time now_;
  bool noted_;  // whose state changed with each event so far
};

}  // namespace bestand::consent
