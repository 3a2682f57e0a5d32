#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"

namespace bestand::scoring {

// A reason that a customer gave for leaving or being discontent.
struct GivenReason {
  std::string customer_id;
  std::string reason;  // a code such as "PRICE"
  bool company = false;
};

// What customers said, by customer-profile. Threads may share it.
class GivenReasonSource {
 public:
  virtual ~GivenReasonSource() = default;

  // Shows what was said since then (all if unset) in chunks of at most 1,000. Ends with the first failure of
  // `take`. Fails with SERVICE_AWAY.
  virtual absl::Status StreamGivenReasons(
      std::optional<absl::Time> since,
      absl::FunctionRef<absl::Status(const std::vector<GivenReason>&)> take) = 0;
};

}  // namespace bestand::scoring
