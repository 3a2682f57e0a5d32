#include "common/storage/sqlstate.h"

#include "common/error/error.h"

namespace bestand::storage {
namespace {

using absl::StatusCode;

bool IsAway(std::string_view state) {
  const std::string_view family = state.substr(0, 2);
  // 25006: the server became a standby.
  return family == "08" || family == "53" || family == "58" || state == "25006" ||
         (family == "57" && state != "57014");
}

Facts FactsOf(std::string_view state, std::string_view statement, std::string_view constraint) {
  Facts facts{{"statement", std::string(statement)}, {"sqlstate", std::string(state)}};
  if (!constraint.empty()) facts["constraint"] = constraint;
  return facts;
}

}  // namespace

absl::Status FromSqlState(std::string_view state, std::string_view statement, std::string_view constraint) {
  const std::string_view family = state.substr(0, 2);
  const Facts facts = FactsOf(state, statement, constraint);
  if (IsAway(state)) {
    return Failure(StatusCode::kUnavailable, "DATABASE_AWAY",
                   "The database cannot be reached; try again in a moment.", facts);
  }
  if (state == "57014") {
    return Failure(StatusCode::kDeadlineExceeded, "DATABASE_TIMEOUT",
                   "The database took longer than the time given; give more time or ask for less.", facts);
  }
  if (family == "40" || state == "55P03") {
    return Failure(StatusCode::kAborted, "CONCURRENT_CHANGE", "Another change came first; try again.", facts);
  }
  if (state == "23505" || state == "23P01") {
    return Failure(StatusCode::kAlreadyExists, "ROW_CONFLICT",
                   "Something with this name exists already; choose another or read the existing one.",
                   facts);
  }
  if (family == "22" || family == "23") {
    return Failure(StatusCode::kFailedPrecondition, "ROW_REFUSED",
                   "A rule of the database forbids the change; read the state and correct the request.",
                   facts);
  }
  return Failure(StatusCode::kInternal, "DATABASE_ERROR",
                 "The database refused a statement; report it with the trace id.", facts);
}

bool EndsSession(std::string_view state) {
  // 0A000: a plan from before a migration. 26000: somebody dropped our prepared statements.
  return IsAway(state) || state == "0A000" || state == "26000";
}

}  // namespace bestand::storage
