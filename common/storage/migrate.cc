#include "common/storage/migrate.h"

#include "common/error/error.h"
#include "common/id/digest.h"
#include "common/id/encoding.h"
#include "common/storage/migrations.h"
#include "common/storage/statements.h"

namespace bestand::storage {
namespace {

namespace sql = common::sql;
using Migrations = std::span<const Migration>;

constexpr std::string_view kCommon = "common", kService = "service";

std::string ChecksumOf(const Migration& migration) { return ToHex(Sha256(migration.text)); }

absl::Status Mismatch(int have, int need) {
  return Failure(absl::StatusCode::kFailedPrecondition, "SCHEMA_VERSION_MISMATCH",
                 "The database has schema version " + std::to_string(have) + ", the program needs " +
                     std::to_string(need) + "; run the service's migrate command, or the right program.",
                 {{"have", std::to_string(have)}, {"need", std::to_string(need)}});
}

absl::Status Changed(const Migration& migration) {
  return Failure(absl::StatusCode::kFailedPrecondition, "MIGRATION_CHANGED",
                 std::string("Migration ") + migration.name +
                     " was applied with another text; restore it and write a new one instead.",
                 {{"migration", migration.name}});
}

// Returns the checksums of the applied steps, in order.
absl::StatusOr<std::vector<std::string>> Applied(Session& session, std::string_view component) {
  std::vector<std::string> checksums;
  ASSIGN_OR_RETURN(const Rows exists, session.Run(sql::kFindSchemaMigrations));
  if (!exists[0].Bool(0)) return checksums;
  ASSIGN_OR_RETURN(const Rows rows, session.Run(sql::kListSchemaMigrations, {{"component", component}}));
  for (const Row row : rows) checksums.emplace_back(row.Text(2));
  return checksums;
}

absl::Status ApplyStep(Database& database, std::string_view component, const Migration& migration) {
  return database.InTransaction([&](Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.RunText(migration.name, migration.text));
    return session
        .Run(sql::kAddSchemaMigration, {{"component", component},
                                        {"version", migration.version},
                                        {"name", migration.name},
                                        {"checksum", ChecksumOf(migration)}})
        .status();
  });
}

absl::StatusOr<int> Apply(Database& database, Session& session, std::string_view component,
                          Migrations migrations) {
  ASSIGN_OR_RETURN(const std::vector<std::string> applied, Applied(session, component));
  if (applied.size() > migrations.size()) return Mismatch(applied.size(), migrations.size());
  for (size_t i = 0; i < applied.size(); ++i) {
    if (applied[i] != ChecksumOf(migrations[i])) return Changed(migrations[i]);
  }
  const Migrations missing = migrations.subspan(applied.size());
  for (const Migration& migration : missing) RETURN_IF_ERROR(ApplyStep(database, component, migration));
  return static_cast<int>(missing.size());
}

Migrations CommonOnes(CommonTables common_tables) {
  return common_tables == CommonTables::kYes ? Migrations(common::kMigrations) : Migrations();
}

absl::StatusOr<int> ApplyAll(Database& database, Session& session, Migrations migrations,
                             CommonTables common_tables) {
  RETURN_IF_ERROR(session.Run(sql::kCreateSchemaMigrations).status());
  RETURN_IF_ERROR(session.Run(sql::kDescribeSchemaMigrations).status());
  ASSIGN_OR_RETURN(const int common, Apply(database, session, kCommon, CommonOnes(common_tables)));
  ASSIGN_OR_RETURN(const int service, Apply(database, session, kService, migrations));
  return common + service;
}

absl::Status CheckComponent(Session& session, std::string_view component, Migrations migrations) {
  ASSIGN_OR_RETURN(const std::vector<std::string> applied, Applied(session, component));
  if (applied.size() != migrations.size()) return Mismatch(applied.size(), migrations.size());
  for (size_t i = 0; i < applied.size(); ++i) {
    if (applied[i] != ChecksumOf(migrations[i])) return Changed(migrations[i]);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> Migrate(Database& database, Migrations migrations, CommonTables common_tables) {
  return database.InSession([&](Session& session) -> absl::StatusOr<int> {
    // As text, since waiting for another migrator has no time limit.
    RETURN_IF_ERROR(session.RunText(sql::kLockMigrations.name, sql::kLockMigrations.sql));
    absl::StatusOr<int> steps = ApplyAll(database, session, migrations, common_tables);
    RETURN_IF_ERROR(session.RunText(sql::kUnlockMigrations.name, sql::kUnlockMigrations.sql));
    return steps;
  });
}

absl::StatusOr<int> SchemaVersion(Database& database) {
  return database.InSession(
      [](Session& session) -> absl::StatusOr<int> {
        ASSIGN_OR_RETURN(const std::vector<std::string> applied, Applied(session, kService));
        return static_cast<int>(applied.size());
      },
      Repeat::kOnce);
}

absl::Status CheckSchema(Database& database, Migrations migrations, CommonTables common_tables) {
  return database.InSession(
      [&](Session& session) -> absl::Status {
        RETURN_IF_ERROR(CheckComponent(session, kCommon, CommonOnes(common_tables)));
        return CheckComponent(session, kService, migrations);
      },
      Repeat::kOnce);
}

}  // namespace bestand::storage
