#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "common/storage/statement.h"

namespace bestand {

// Returns what in a migrated database breaks the schema rules, one sentence each; empty when all is
// well. Every table says what it is by COMMENT ON TABLE:
//   'customer: …'   about customers: customer_id NOT NULL, in the primary key and each unique index
//   'reference: …'  small and the same for all
//   'local: …'      belongs to one service's own machinery: jobs, outbox, heads
// A column named bucket is smallint NOT NULL.
absl::StatusOr<std::vector<std::string>> LintCatalogue(storage::Session& session);

// Prepares every statement; returns "name: what PostgreSQL says" for those it refuses. COPY
// statements are left out, since PostgreSQL prepares none.
std::vector<std::string> LintStatements(storage::Session& session,
                                        std::span<const storage::Statement> statements);

}  // namespace bestand
