#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/database.h"

namespace bestand::storage {

// A change to be told.
struct Change {
  std::string topic;        // which stream it belongs to
  std::string customer_id;  // whom it is about; may be empty
  std::string payload;      // any bytes
};

// A change with its place in the stream of the whole database.
struct PlacedChange {
  int64_t position;  // 1, 2, 3 … without gaps over all topics
  std::string id;    // a UUID, the same on each reading
  Change change;
  absl::Time create_time;
};

// What a reader wants to see.
struct ReadFrom {
  std::string topic;  // empty for all
  int64_t after = 0;  // the last position seen; 0 for all that ever was
  int limit = 1000;   // at most this many
};

// Changes that are told to others once they are committed, and never before; a reader who keeps its
// last position misses none, also none that committed late: rows get their position only when they
// are visible, under the lock of the one head row. Changes of one customer come in the order in which
// their writers held that customer. Threads may share it.
class Outbox {
 public:
  explicit Outbox(Database& database) : database_(database) {}

  // Writes changes within the caller's transaction (or as one of its own outside of one).
  absl::Status Append(Session& session, std::span<const Change> changes);

  // Returns what comes after a position, in order; empty at the end. Fails with CURSOR_UNKNOWN when
  // the position was never given out or what follows it was removed, so that the reader must have missed
  // something: the fact `oldest_cursor` is the position to go on from after reading everything anew.
  absl::StatusOr<std::vector<PlacedChange>> ReadAfter(const ReadFrom& from);

  // The same, but waits at the end for a change: some microseconds for one of this process, a tenth
  // of a second for one of another. Returns empty after `patience`.
  absl::StatusOr<std::vector<PlacedChange>> AwaitAfter(const ReadFrom& from, absl::Duration patience);

  // Returns the last position given out; a reader who wants only what is new starts after it.
  absl::StatusOr<int64_t> LastPosition();

  // Removes told changes older than `before`; returns how many.
  absl::StatusOr<int64_t> RemoveBefore(absl::Time before);

 private:
  absl::Status GivePositions();
  absl::StatusOr<std::vector<PlacedChange>> Read(const ReadFrom& from);
  void Wake();

  Database& database_;
  std::mutex mutex_;
  std::condition_variable appended_;
  int64_t appends_ = 0;
};

}  // namespace bestand::storage
