#pragma once

#include <span>

#include "absl/status/status.h"
#include "common/storage/rows.h"
#include "common/storage/session.h"
#include "services/scoring/work/customer_score.h"

namespace bestand::scoring {

// Reads a score from a row whose columns are those of find_score: the set's number first, then the
// customer's.
CustomerScore ToCustomerScore(const storage::Row& row);

// Reads a set from a row of find_score_set.
ScoreSet ToScoreSet(const storage::Row& row);

// Writes rows into a set by binary COPY.
absl::Status CopyScores(storage::Session& session, int32_t set_number, std::span<const CustomerScore> scores);

}  // namespace bestand::scoring
