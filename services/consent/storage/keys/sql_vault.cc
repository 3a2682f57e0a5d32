#include "services/consent/storage/keys/sql_vault.h"

#include "common/error/error.h"
#include "common/storage/grant.h"
#include "common/storage/migrate.h"
#include "services/consent/storage/keys/migrations.h"
#include "services/consent/storage/keys/wrap_anew.h"

namespace bestand::consent {

using storage::CommonTables;

absl::StatusOr<std::unique_ptr<SqlVault>> SqlVault::Open(const KeySettings& settings, int sessions) {
  ASSIGN_OR_RETURN(MasterKeys master_keys, ReadMasterKeys(settings));
  storage::Options options;
  ASSIGN_OR_RETURN(options.conninfo, config::ConnectionString(settings.database));
  options.application = "consent";
  options.sessions = settings.database.sessions > 0 ? settings.database.sessions : sessions;
  options.statement_timeout = settings.database.statement_timeout;
  return std::unique_ptr<SqlVault>(new SqlVault(std::move(options), std::move(master_keys)));
}

SqlVault::SqlVault(storage::Options options, MasterKeys master_keys)
    : database_(std::move(options)),
      master_keys_(std::move(master_keys)),
      keys_(database_, master_keys_, SystemClock()) {}

absl::Status SqlVault::Migrate(std::string_view service_role) {
  RETURN_IF_ERROR(storage::Migrate(database_, keys::kMigrations, CommonTables::kNo).status());
  RETURN_IF_ERROR(storage::Grant(database_, keys::kGrants, service_role));
  return WrapAnew(database_, master_keys_);
}

bool SqlVault::Fits() {
  const absl::Status checked = storage::CheckSchema(database_, keys::kMigrations, CommonTables::kNo);
  return checked.ok() || absl::IsUnavailable(checked);
}

}  // namespace bestand::consent
