#pragma once

#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "common/storage/rows.h"
#include "services/consent/domain/vault/payload_vault.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

// What is stored about an event: sealed; in the clear, by a version before that; or, both empty, nothing.
struct StoredPayload {
  PayloadPlace place;
  std::optional<std::string> sealed;
  std::optional<LoggedPayload> plain;
};

// Reads four columns from `first` on: what is sealed, and of what is in the clear its subject, salt and
// payload.
StoredPayload StoredPayloadOf(const storage::Row& row, int first, PayloadPlace place);

// Returns what they say, in order: nothing where nothing is stored, and without salt what does not open.
// Fails when the keys cannot be read.
absl::StatusOr<std::vector<std::optional<LoggedPayload>>> OpenStored(const PayloadVault& vault,
                                                                     std::span<const StoredPayload> payloads);

}  // namespace bestand::consent
