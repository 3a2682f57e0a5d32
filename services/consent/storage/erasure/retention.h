#pragma once

#include "absl/status/statusor.h"
#include "common/storage/database.h"
#include "services/consent/storage/log/log_means.h"
#include "services/consent/work/retention_settings.h"

namespace bestand::consent {

// How many things one transaction takes away.
inline constexpr int64_t kStep = 200;

// Returns the 1 January before which a life has to end for its records to have been kept for so many years to
// the end of the year.
absl::Time FirstDayKept(absl::Time now, int years);

// Takes away what was recorded about consents and grounds whose time is over, and notes it by an event
// EXPIRED of their channel and purpose, in steps of one transaction each. Objections stay. Who is under a
// legal hold is passed over. Returns how many.
absl::StatusOr<int64_t> ExpireConsents(storage::Database& database, const LogMeans& means,
                                       const RetentionRules& rules);

}  // namespace bestand::consent
