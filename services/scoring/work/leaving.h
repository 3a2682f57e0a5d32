#pragma once

#include "absl/status/statusor.h"
#include "services/scoring/domain/dormancy/given_reasons.h"
#include "services/scoring/work/given_reason_source.h"
#include "services/scoring/work/score_store.h"

namespace bestand::scoring {

// Returns which reasons customers gave since then, counted by their dormancy state in the published set and
// by whether they are companies. Without a published set nobody has a state. Memory grows with the customers
// who gave a reason, by some 200 bytes each. Fails with SERVICE_AWAY and as ScoreReader.
absl::StatusOr<std::vector<CountedReason>> CountGivenReasons(GivenReasonSource& source, ScoreReader& scores,
                                                             std::optional<absl::Time> since);

}  // namespace bestand::scoring
