#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/database.h"
#include "common/storage/session.h"
#include "services/consent/domain/event.h"
#include "services/consent/storage/log/log_means.h"
#include "services/consent/storage/log/log_tree.h"

namespace bestand::consent {

// An event and when it happened.
struct TimedEvent {
  NewEvent event;
  absl::Time time;
};

// The end of the log, held by one transaction: others who want to write wait at its head row. One
// thread at a time; lives no longer than the transaction.
class LogAppender {
 public:
  // Takes the head. Begin with it: what is read after it cannot change before the commit.
  static absl::StatusOr<LogAppender> Hold(storage::Session& session, const LogMeans& means);

  // Later than everything in the log.
  absl::Time now() const { return now_; }
  int64_t size() const { return size_; }

  // Moves now() on, so that no later event shares a moment with an earlier one.
  void Tick();

  // Notes with the next events that everybody's state changed, and so not whose.
  void NoteEverybody() { noted_ = false; }

  // Adds events in order, all at now(); each leaf names the one before it of the same customer, channel and
  // purpose. Grows the tree and signs a checkpoint of it. Notes that the customers' state changed (see
  // StateLog): a change of state without an event has to do so itself.
  absl::Status Append(std::span<const NewEvent> events);

  // The same with times that grow, from the first now() on.
  absl::Status Append(std::span<const TimedEvent> events);

 private:
  using Chain = std::tuple<std::string, int, std::string>;  // customer, channel, purpose
  struct Batch;

  LogAppender(storage::Session& session, const LogMeans& means, LogTree tree)
      : session_(&session), means_(means), tree_(std::move(tree)) {}
  absl::Status ReadSubjects(const std::vector<std::string>& customers);
  absl::Status ReadTips(const std::vector<std::string>& customers);
  void AddTo(Batch& batch, const TimedEvent& timed);
  absl::Status Write(const Batch& batch);
  absl::Status WriteTips(const Batch& batch);
  absl::Status MoveHead(const std::vector<std::string>& customers);

  storage::Session* session_;
  LogMeans means_;
  LogTree tree_;
  int64_t size_ = 0;
  absl::Time now_;
  absl::Time last_;     // of the events
  bool noted_ = false;  // whose state changed with each event so far
  std::map<std::string, std::string> subjects_;
  std::map<Chain, std::string> tips_;
};

// Brings the tree up to the log's size and signs a checkpoint under this key, where that is not so: after an
// upgrade, and for a new key. In steps, so that writers wait little.
absl::Status GrowLogTree(storage::Database& database, const LogMeans& means);

}  // namespace bestand::consent
