#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/params.h"
#include "common/storage/rows.h"
#include "common/storage/statement.h"

struct pg_conn;  // libpq's PGconn

namespace soci {
class session;
}

namespace bestand::storage {

class PreparedStatement;

// One connection to PostgreSQL with its prepared statements: each is prepared when it is first run
// and kept. Got from Database, never made by hand. One thread at a time.
//
// Every call keeps to CurrentDeadline(), at most 2.5 s over it when the server says nothing (DATABASE_AWAY,
// see watch.h). Failures of all calls (see sqlstate.h): DATABASE_AWAY, DATABASE_TIMEOUT, CONCURRENT_CHANGE,
// ROW_CONFLICT and ROW_REFUSED (fact `constraint` names the rule), DATABASE_ERROR (facts `statement`,
// `sqlstate`), FIELD_INVALID for NUL bytes. Each failure of the database inside a transaction spoils it.
class Session {
 public:
  // Connects; `conninfo` as in Options, completed. Fails with DATABASE_AWAY.
  static absl::StatusOr<std::unique_ptr<Session>> Connect(const std::string& conninfo,
                                                          absl::Duration statement_timeout);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Runs a statement and returns its whole answer. `params` are exactly the statement's names, in
  // any order: session.Run(sql::kFindConsent, {{"customer_id", id}, {"purpose_id", purpose}}).
  absl::StatusOr<Rows> Run(const Statement& statement, std::span<const Param> params);
  absl::StatusOr<Rows> Run(const Statement& statement, std::initializer_list<Param> params = {});

  // Runs a query and shows its rows one after the other without keeping them: any number of rows in
  // bounded memory. A Row is gone when `show` returns; a failure of `show` ends the query and is
  // returned. Nothing else may run on this session meanwhile.
  absl::Status Stream(const Statement& statement, std::span<const Param> params,
                      absl::FunctionRef<absl::Status(const Row&)> show);
  absl::Status Stream(const Statement& statement, std::initializer_list<Param> params,
                      absl::FunctionRef<absl::Status(const Row&)> show);

  // Calls `then` when what was written here is committed: after the transaction's commit, or at the
  // end of the lease outside a transaction. Never called after a rollback.
  void OnCommit(std::function<void()> then);

  // The rest is for this room and for tests.

  // Runs text as it is, several commands if it likes, without a time limit (migrations).
  absl::Status RunText(std::string_view name, const char* text);

  absl::Status Begin();
  absl::Status Commit();  // a doomed transaction is rolled back and its first failure returned
  void Rollback();
  bool in_transaction() const { return in_transaction_; }
  void Doom(const absl::Status& failure);  // the transaction can only be rolled back now
  void RunCommitted();                     // calls what OnCommit() was given

  // Says whether the connection was lost or left in a state nobody knows.
  bool IsBroken() const { return broken_; }
  // Looks, without asking the server, whether an idle connection is still there.
  bool IsAlive() const;

  pg_conn* connection() const { return connection_; }
  soci::session& soci() { return *soci_; }

  // Turns a libpq result that failed on this connection into a status, and remembers what it means
  // for the transaction and the session.
  absl::Status FailureOf(const pg_result* result, std::string_view statement);

  // Fails when the transaction is doomed or no time is left; otherwise sees to it that
  // statement_timeout is between what CurrentDeadline() leaves (at most `longest`) and four times
  // that. So a series of like calls costs no extra round trip.
  absl::Status Prepare(absl::Duration longest);

 private:
  Session(std::unique_ptr<soci::session> soci, absl::Duration statement_timeout);

  absl::StatusOr<PreparedStatement*> Prepared(const Statement& statement);
  absl::StatusOr<Rows> Execute(const Statement& statement, std::span<const Param> params);
  absl::Status ShowRows(std::string_view name, absl::FunctionRef<absl::Status(const Row&)> show);
  absl::Status Remember(std::string_view sqlstate, std::string_view statement, std::string_view constraint);

  std::unique_ptr<soci::session> soci_;
  pg_conn* connection_;
  // After soci_, so that they go first: a statement touches its session when it ends.
  std::unordered_map<const char*, std::unique_ptr<PreparedStatement>> prepared_;
  const absl::Duration longest_;
  absl::Duration timeout_;  // statement_timeout in force; zero when unknown
  bool in_transaction_ = false;
  bool broken_ = false;
  absl::Status doom_;
  std::vector<std::function<void()>> on_commit_;
};

}  // namespace bestand::storage
