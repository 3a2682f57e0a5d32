#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace bestand::storage {

// Turns what PostgreSQL says into a failure of ours; the only place that knows SQLSTATE. No text of
// the database gets into it, since that may hold values of customers.
//
// 08 53 57 25006 -> DATABASE_AWAY; 57014 -> DATABASE_TIMEOUT; 40 55P03 -> CONCURRENT_CHANGE;
// 23505 23P01 -> ROW_CONFLICT; other 22 23 -> ROW_REFUSED; the rest -> DATABASE_ERROR.
// `constraint` is the rule that was broken, or "".
absl::Status FromSqlState(std::string_view sqlstate, std::string_view statement,
                          std::string_view constraint = "");

// Says whether the session behind such a failure can't be used again.
bool EndsSession(std::string_view sqlstate);

}  // namespace bestand::storage
