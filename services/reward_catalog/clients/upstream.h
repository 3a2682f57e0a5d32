#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace bestand::reward_catalog {

// Returns the failure of a call to another service as this service tells it. A service that did not
// answer while the caller still had time, or that refuses this service's own credentials, is away as
// far as our callers are concerned: SERVICE_AWAY. The rest stays as it is.
absl::Status AsTold(const absl::Status& failure, std::string_view service);

}  // namespace bestand::reward_catalog
