#pragma once

#include "absl/status/statusor.h"
#include "common/storage/session.h"
#include "services/consent/storage/log/log_means.h"
#include "services/consent/work/retention_settings.h"

namespace bestand::consent {

// Takes away grounds whose life ended long enough ago, with what was recorded about them: in one transaction,
// which it belongs to. A life ends when somebody ends the ground, or when its customer is none any more;
// offline consents go with their consent. Returns how many, kStep at most.
absl::StatusOr<int64_t> ExpireGrounds(storage::Session& session, const LogMeans& means,
                                      const RetentionRules& rules);

}  // namespace bestand::consent
