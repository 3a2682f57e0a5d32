#include "services/consent/storage/sql_service_key.h"

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {

absl::StatusOr<std::string> SqlServiceKey::Get() {
  {
    const std::lock_guard lock(mutex_);
    if (!key_.empty()) return key_;
  }
  const auto read = [this](storage::Session& session) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(sql::kGetKey, {{"name", name_}}));
    if (rows.empty()) return absl::InternalError("a key of the service is missing");
    return rows[0].Bytes(0);
  };
  ASSIGN_OR_RETURN(const std::string key, database_.InSession(read, storage::Repeat::kOnce));
  const std::lock_guard lock(mutex_);
  return key_ = key;
}

LinkKeys WithDatabaseKey(const LinkKeys& of_file, SqlServiceKey& of_database) {
  return [of_file, &of_database]() -> absl::StatusOr<std::vector<LinkKey>> {
    ASSIGN_OR_RETURN(const std::string secret, of_database.Get());
    std::vector<LinkKey> keys{{"0", secret}};
    if (!of_file) return keys;
    ASSIGN_OR_RETURN(const std::vector<LinkKey> more, of_file());
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
  };
}

}  // namespace bestand::consent
