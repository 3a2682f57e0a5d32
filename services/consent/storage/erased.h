#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "common/storage/session.h"

namespace bestand::consent {

// Fails with ERASED when somebody was erased of whom one of these keyed hashes is remembered: only the person
// may come back.
absl::Status CheckNotErased(storage::Session& session, std::span<const std::string> digests);

}  // namespace bestand::consent
