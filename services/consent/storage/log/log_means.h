#pragma once

#include "common/time/clock.h"
#include "common/tlog/note.h"
#include "services/consent/domain/vault/payload_vault.h"

namespace bestand::consent {

// What writing to the log takes besides a session; all outlive whoever writes.
struct LogMeans {
  const Clock& clock;
  const tlog::Signer& signer;  // its name is the log's origin
  const PayloadVault& vault;
};

}  // namespace bestand::consent
