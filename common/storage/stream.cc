#include <libpq-fe.h>

#include "common/error/error.h"
#include "common/storage/prepared_statement.h"
#include "common/storage/session.h"
#include "common/storage/watch.h"
#include "common/time/deadline.h"

namespace bestand::storage {
namespace {

using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;

Result NextOf(pg_conn* connection) { return {PQgetResult(connection), PQclear}; }

void Cancel(pg_conn* connection) {
  char unread[256];
  PGcancel* cancel = PQgetCancel(connection);
  PQcancel(cancel, unread, sizeof unread);
  PQfreeCancel(cancel);
}

}  // namespace

absl::Status Session::Stream(const Statement& statement, std::initializer_list<Param> params,
                             absl::FunctionRef<absl::Status(const Row&)> show) {
  return Stream(statement, std::span(params.begin(), params.size()), show);
}

absl::Status Session::Stream(const Statement& statement, std::span<const Param> params,
                             absl::FunctionRef<absl::Status(const Row&)> show) {
  RETURN_IF_ERROR(Prepare(absl::InfiniteDuration()));
  const Watch watch(connection_, CurrentDeadline());
  ASSIGN_OR_RETURN(PreparedStatement * prepared, Prepared(statement));
  RETURN_IF_ERROR(prepared->Bind(params));
  const std::vector<const char*> values = prepared->values();
  if (PQsendQueryPrepared(connection_, prepared->server_name(), static_cast<int>(values.size()),
                          values.data(), nullptr, nullptr, 0) != 1) {
    return FailureOf(nullptr, statement.name);
  }
  PQsetSingleRowMode(connection_);
  return ShowRows(statement.name, show);
}

absl::Status Session::ShowRows(std::string_view name, absl::FunctionRef<absl::Status(const Row&)> show) {
  absl::Status status;
  // All results are taken, also after a failure: the connection serves others afterwards.
  for (Result result = NextOf(connection_); result != nullptr; result = NextOf(connection_)) {
    if (!status.ok()) continue;
    const ExecStatusType state = PQresultStatus(result.get());
    if (state == PGRES_SINGLE_TUPLE) {
      status = show(Row(result.get(), 0));
      if (!status.ok()) Cancel(connection_);
      if (!status.ok()) Doom(status);
    } else if (state != PGRES_TUPLES_OK && state != PGRES_COMMAND_OK) {
      status = FailureOf(result.get(), name);
    }
  }
  return status;
}

}  // namespace bestand::storage
