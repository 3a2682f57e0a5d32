#include "services/consent/storage/sql_address_key.h"

#include "common/error/error.h"
#include "services/consent/storage/statements.h"

namespace bestand::consent {

absl::StatusOr<std::string> SqlAddressKey::Get() {
  {
    const std::lock_guard lock(mutex_);
    if (!key_.empty()) return key_;
  }
  const auto read = [](storage::Session& session) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const storage::Rows rows, session.Run(sql::kGetKey, {{"name", "address"}}));
    if (rows.empty()) return absl::InternalError("the key of addresses is missing");
    return rows[0].Bytes(0);
  };
  ASSIGN_OR_RETURN(const std::string key, database_.InSession(read, storage::Repeat::kOnce));
  const std::lock_guard lock(mutex_);
  return key_ = key;
}

}  // namespace bestand::consent
