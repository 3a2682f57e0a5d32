#pragma once

#include "absl/status/status.h"
#include "common/storage/database.h"
#include "services/consent/domain/vault/master_keys.h"

namespace bestand::consent {

// Wraps by the newest master key what older ones wrap; then these can go. In steps; can be ended and begun
// again. What none of the keys unwraps stays as it is.
absl::Status WrapAnew(storage::Database& keys_database, const MasterKeys& master_keys);

}  // namespace bestand::consent
