#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/session.h"

namespace bestand::storage {

struct Options {
  std::string conninfo;                          // "postgresql://user@host/name" or "host=… dbname=…"
  std::string password_file;                     // the password, alone in a file; empty for none
  std::string application;                       // shown in pg_stat_activity, such as "consent"
  int sessions = 8;                              // at most this many connections, >= 1
  absl::Duration lease_wait = absl::Seconds(2);  // for a free session
  absl::Duration connect_timeout = absl::Seconds(2);     // whole seconds, at least 2
  absl::Duration statement_timeout = absl::Seconds(30);  // for calls without an earlier deadline
  absl::Duration idle_in_transaction = absl::Seconds(60);
};

// Whether work may be done a second time when the connection breaks under it.
enum class Repeat { kNever, kOnce };

// A bounded pool of sessions. Connects when first used, and again by itself after the database was
// away; so it can be made while the database is down. Threads may share it.
//
// Calls nest: on one thread, an inner call on the same Database uses the outer call's session and
// joins its transaction. A failed inner InTransaction dooms the outer one, which then rolls back and
// returns that failure whatever the outer work says.
//
// Failures besides those of the work: DATABASE_AWAY, DATABASE_BUSY (no session became free in
// lease_wait or before CurrentDeadline()), DATABASE_TIMEOUT.
class Database {
 public:
  explicit Database(Options options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Calls work(Session&) with each statement its own transaction; for one statement the fastest way.
  // Returns what work returns: Status or StatusOr<T>. kOnce calls work again after the connection
  // broke under it: right for reads.
  template <typename Work>
  std::invoke_result_t<Work, Session&> InSession(Work&& work, Repeat repeat = Repeat::kNever) {
    return Call(work, [&](Inner inner) { return Lease(inner, repeat); });
  }

  // Calls work(Session&) in one transaction (READ COMMITTED) and commits when it returns OK,
  // otherwise rolls back. Work is called again, at most three times in all, when another transaction
  // was in the way (40001, 40P01) or the connection broke before the commit: it must start from its
  // arguments each time. When the connection breaks in the commit itself the outcome is unknown and
  // DATABASE_AWAY says so; a request id makes the repetition safe.
  template <typename Work>
  std::invoke_result_t<Work, Session&> InTransaction(Work&& work) {
    return Call(work, [&](Inner inner) { return Transact(inner); });
  }

  // Says whether the database answers.
  absl::Status Ping();

  const Options& options() const { return options_; }

 private:
  using Inner = absl::FunctionRef<absl::Status(Session&)>;

  template <typename Work, typename Run>
  static std::invoke_result_t<Work, Session&> Call(Work& work, Run run) {
    using Result = std::invoke_result_t<Work, Session&>;
    if constexpr (std::is_same_v<Result, absl::Status>) {
      return run(Inner(work));
    } else {
      std::optional<Result> result;
      auto keep = [&](Session& session) { return result.emplace(work(session)).status(); };
      if (absl::Status status = run(Inner(keep)); !status.ok()) return status;
      return *std::move(result);
    }
  }

  // A session in use by one thread; goes back to the pool at its end.
  class Leased;

  struct Outcome {
    absl::Status status;
    bool repeatable = false;  // nothing of it is stored, and a second attempt may succeed
  };

  absl::Status Lease(Inner work, Repeat repeat);
  absl::Status Transact(Inner work);
  Outcome TransactOnLease(Inner work);
  static Outcome TryTransaction(Session& session, Inner work);
  absl::StatusOr<std::unique_ptr<Session>> Take();
  absl::Status AwaitPlace();
  std::unique_ptr<Session> TakeIdle();
  void Return(std::unique_ptr<Session> session);

  const Options options_;
  const absl::StatusOr<std::string> conninfo_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Session>> idle_;  // the last used at the back
  int leased_ = 0;
};

// Returns conninfo with the password, time limits, UTC and ISO dates of `options` put in where it
// does not say otherwise. Fails with SETTING_INVALID.
absl::StatusOr<std::string> CompleteConninfo(const Options& options);

}  // namespace bestand::storage
