#include "common/storage/session.h"

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <sys/socket.h>

#include <cerrno>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "common/storage/prepared_statement.h"
#include "common/storage/sqlstate.h"
#include "common/storage/statements.h"
#include "common/storage/watch.h"
#include "common/time/deadline.h"

namespace bestand::storage {
namespace {

namespace sql = common::sql;

std::string_view FieldOf(const pg_result* result, int field) {
  const char* text = result == nullptr ? nullptr : PQresultErrorField(result, field);
  return text == nullptr ? "" : text;
}

pg_conn* ConnectionOf(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

std::string TimeoutText(absl::Duration timeout) {
  if (timeout == absl::InfiniteDuration()) return "0";
  return std::to_string(std::max<int64_t>(1, absl::ToInt64Milliseconds(timeout))) + "ms";
}

// When a call that starts now and may take `longest` must be done.
absl::Time EndOf(absl::Duration longest) { return std::min(CurrentDeadline(), absl::Now() + longest); }

}  // namespace

Session::Session(std::unique_ptr<soci::session> soci, absl::Duration statement_timeout)
    : soci_(std::move(soci)),
      connection_(ConnectionOf(*soci_)),
      longest_(statement_timeout),
      timeout_(statement_timeout) {
  // Notices may hold values; nobody reads them.
  PQsetNoticeProcessor(
      connection_, [](void*, const char*) {}, nullptr);
}

Session::~Session() = default;

absl::StatusOr<Rows> Session::Run(const Statement& statement, std::span<const Param> params) {
  RETURN_IF_ERROR(Prepare(longest_));
  return Execute(statement, params);
}

absl::StatusOr<Rows> Session::Run(const Statement& statement, std::initializer_list<Param> params) {
  return Run(statement, std::span(params.begin(), params.size()));
}

absl::StatusOr<Rows> Session::Execute(const Statement& statement, std::span<const Param> params) {
  const Watch watch(connection_, EndOf(longest_));
  ASSIGN_OR_RETURN(PreparedStatement * prepared, Prepared(statement));
  RETURN_IF_ERROR(prepared->Bind(params));
  try {
    prepared->Execute();
  } catch (const soci::soci_error&) {
    return FailureOf(prepared->result(), statement.name);
  }
  // SOCI keeps the result until the next run; the copy belongs to whoever asked.
  return Rows(PQcopyResult(prepared->result(), PG_COPYRES_ATTRS | PG_COPYRES_TUPLES));
}

absl::StatusOr<PreparedStatement*> Session::Prepared(const Statement& statement) {
  std::unique_ptr<PreparedStatement>& prepared = prepared_[statement.sql];
  if (prepared != nullptr) return prepared.get();
  try {
    prepared = std::make_unique<PreparedStatement>(*soci_, statement);
  } catch (const soci::postgresql_soci_error& error) {
    return Remember(error.sqlstate(), statement.name, "");
  } catch (const soci::soci_error&) {
    return Remember("", statement.name, "");
  }
  return prepared.get();
}

absl::Status Session::Prepare(absl::Duration longest) {
  if (!doom_.ok()) return doom_;
  const absl::Duration left = CurrentDeadline() - absl::Now();
  if (left <= absl::ZeroDuration()) return FromSqlState("57014", "");
  const absl::Duration wanted = std::min(left, longest);
  if (wanted <= timeout_ && timeout_ <= 4 * wanted) return absl::OkStatus();

  const absl::Duration timeout = std::min(2 * wanted, longest);
  const Param param{"timeout", TimeoutText(timeout)};
  RETURN_IF_ERROR(Execute(sql::kSetStatementTimeout, {&param, 1}).status());
  timeout_ = timeout;
  return absl::OkStatus();
}

absl::Status Session::RunText(std::string_view name, const char* text) {
  RETURN_IF_ERROR(Prepare(absl::InfiniteDuration()));
  const Watch watch(connection_, CurrentDeadline());
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection_, text), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return absl::OkStatus();
  return FailureOf(result.get(), name);
}

absl::Status Session::Begin() {
  // A deadline that has passed must not leave a transaction open.
  RETURN_IF_ERROR(Prepare(longest_));
  const Watch watch(connection_, EndOf(longest_));
  try {
    soci_->begin();
  } catch (const soci::soci_error&) {
    return FailureOf(nullptr, "begin");
  }
  in_transaction_ = true;
  return absl::OkStatus();
}

absl::Status Session::Commit() {
  // PostgreSQL answers COMMIT of a failed transaction with a silent rollback.
  if (PQtransactionStatus(connection_) == PQTRANS_INERROR) Doom(FromSqlState("25P02", "commit"));
  if (!doom_.ok()) {
    absl::Status doom = doom_;
    Rollback();
    return doom;
  }
  in_transaction_ = false;
  const Watch watch(connection_, EndOf(longest_));
  try {
    soci_->commit();
  } catch (const soci::postgresql_soci_error& error) {
    on_commit_.clear();
    return Remember(error.sqlstate(), "commit", "");
  } catch (const soci::soci_error&) {
    on_commit_.clear();
    return Remember("", "commit", "");
  }
  return absl::OkStatus();
}

void Session::Rollback() {
  in_transaction_ = false;
  doom_ = absl::OkStatus();
  timeout_ = absl::ZeroDuration();  // what was set within the transaction is undone
  on_commit_.clear();
  const Watch watch(connection_, EndOf(longest_));
  try {
    if (!broken_) soci_->rollback();
  } catch (const soci::soci_error&) {
    broken_ = true;
  }
}

void Session::Doom(const absl::Status& failure) {
  if (in_transaction_ && doom_.ok()) doom_ = failure;
}

void Session::OnCommit(std::function<void()> then) { on_commit_.push_back(std::move(then)); }

void Session::RunCommitted() {
  const auto due = std::exchange(on_commit_, {});
  for (const auto& then : due) then();
}

bool Session::IsAlive() const {
  // An idle connection has nothing to say: anything to read is an end or a farewell.
  char byte;
  const auto got = recv(PQsocket(connection_), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

absl::Status Session::FailureOf(const pg_result* result, std::string_view statement) {
  return Remember(FieldOf(result, PG_DIAG_SQLSTATE), statement, FieldOf(result, PG_DIAG_CONSTRAINT_NAME));
}

absl::Status Session::Remember(std::string_view sqlstate, std::string_view statement,
                               std::string_view constraint) {
  if (PQstatus(connection_) == CONNECTION_BAD) sqlstate = "08006";
  broken_ |= EndsSession(sqlstate);
  absl::Status failure = FromSqlState(sqlstate, statement, constraint);
  Doom(failure);
  return failure;
}

}  // namespace bestand::storage
