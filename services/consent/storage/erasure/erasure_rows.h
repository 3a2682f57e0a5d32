#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "services/consent/domain/erasure/erasure.h"

namespace bestand::consent {

// Reads the columns in the order of get_erasure.
Erasure ErasureOf(const storage::Row& row);

// Runs get_erasure or lock_erasure. Fails with ERASURE_UNKNOWN.
absl::StatusOr<Erasure> ReadErasure(storage::Session& session, const storage::Statement& statement,
                                    std::string_view id);

// Fails with LEGAL_HOLD.
absl::Status CheckNotHeld(storage::Session& session, std::string_view customer);

// Returns ERASURE_UNKNOWN.
absl::Status UnknownErasure();

}  // namespace bestand::consent
