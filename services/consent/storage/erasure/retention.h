#pragma once

#include "absl/status/statusor.h"
#include "common/storage/database.h"
#include "services/consent/storage/log/log_means.h"
#include "services/consent/work/retention_settings.h"

namespace bestand::consent {

// Takes away what was recorded about consents whose time is over, and notes it by an event EXPIRED of their
// channel and purpose, in steps of one transaction each. Who is under a legal hold is passed over. Returns
// how many.
absl::StatusOr<int64_t> ExpireConsents(storage::Database& database, const LogMeans& means,
                                       const RetentionRules& rules);

}  // namespace bestand::consent
