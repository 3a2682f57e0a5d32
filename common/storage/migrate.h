#pragma once

#include <span>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/storage/database.h"
#include "common/storage/statement.h"

namespace bestand::storage {

// Whether a database has the tables that every service has: jobs, outbox, replays.
enum class CommonTables { kYes, kNo };

// Brings the database to the last of `migrations`: first the common tables, then the service's own. Each step
// is a transaction; those done before are skipped. Only one process migrates at a time; the others wait.
// Returns how many steps were made.
//
// Fails with MIGRATION_CHANGED when a step that was applied has another text now, and with
// SCHEMA_VERSION_MISMATCH when the database is ahead of the program.
absl::StatusOr<int> Migrate(Database& database, std::span<const Migration> migrations,
                            CommonTables common_tables = CommonTables::kYes);

// Returns the version of the service's own schema, 0 before the first migration.
absl::StatusOr<int> SchemaVersion(Database& database);

// Fails with SCHEMA_VERSION_MISMATCH unless the database stands exactly at the last of `migrations`
// and of the common ones; serve calls it before it says it is ready.
absl::Status CheckSchema(Database& database, std::span<const Migration> migrations,
                         CommonTables common_tables = CommonTables::kYes);

}  // namespace bestand::storage
