#pragma once

#include "absl/status/status.h"
#include "common/storage/database.h"
#include "services/consent/domain/vault/payload_vault.h"

namespace bestand::consent {

// Seals what versions before sealed_payloads wrote in the clear, and removes the clear text. In steps, so
// that writers wait little; can be ended at any moment and begun again. What belongs to no event of its
// customer stays as it is, for the verifier to see.
absl::Status SealPlainPayloads(storage::Database& database, const PayloadVault& vault);

}  // namespace bestand::consent
