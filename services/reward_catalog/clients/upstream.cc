#include "services/reward_catalog/clients/upstream.h"

#include <string>

#include "common/error/error.h"
#include "common/time/clock.h"
#include "common/time/deadline.h"

namespace bestand::reward_catalog {

absl::Status AsTold(const absl::Status& failure, std::string_view service) {
  const std::string name(service);
  if (absl::IsDeadlineExceeded(failure) && SystemClock().Now() < CurrentDeadline()) {
    return Failure(absl::StatusCode::kUnavailable, "SERVICE_AWAY",
                   "The service " + name + " did not answer in time; try again.", {{"service", name}});
  }
  if (absl::IsUnauthenticated(failure) || absl::IsPermissionDenied(failure)) {
    return Failure(
        absl::StatusCode::kUnavailable, "SERVICE_AWAY",
        "The service " + name + " does not admit reward-catalog; put it into the policy file there.",
        {{"service", name}});
  }
  return failure;
}

}  // namespace bestand::reward_catalog
