#pragma once

#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "services/reward_catalog/domain/decision.h"

namespace bestand::reward_catalog {

// Returns what a choice holds of its budget: the worth of its dearest reward, since one is taken at
// most; 0 for an empty choice.
int64_t HeldAmount(const Choice& choice);

// Holds one piece of each reward offered and HeldAmount of the budget, or nothing at all: returns
// false when a piece or the money is not there any more. Within the caller's transaction.
absl::StatusOr<bool> HoldAll(storage::Session& session, const Decision& decision);

// Gives back one held piece of each reward. Within the caller's transaction.
absl::Status ReleaseRewards(storage::Session& session, std::span<const std::string> reward_ids);

}  // namespace bestand::reward_catalog
