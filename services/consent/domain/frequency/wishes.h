#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/consent/domain/event.h"
#include "services/consent/domain/frequency_policy.h"

namespace bestand::consent {

// How often within 24 hours all that is held about a person is handed out to the person.
inline constexpr int kMostHandedOut = 4;
// How soon after the wish it is to be taken.
inline constexpr absl::Duration kHandedOutWithin = absl::Minutes(10);

// Whose wish it is, and how it came about.
struct Wisher {
  std::string customer;
  Circumstances circumstances = {};
  bool by_link = false;  // the person's own
};

// Keeps what customers want. Threads and replicas may share it. A wish is in force before its call returns:
// places that are just being reserved are waited for. Each wish is an event, and returns the size of the log
// with it. Who was erased changes nothing: by a link the size is 0 then, otherwise the call fails with
// ERASED.
class WishStore {
 public:
  virtual ~WishStore() = default;

  // Until when the customer wants no advertising; nothing ends the pause.
  virtual absl::StatusOr<int64_t> Pause(const Wisher& wisher, std::optional<absl::Time> until) = 0;
  // No more contacts than these; OwnLimit() ends the customer's limit.
  virtual absl::StatusOr<int64_t> Limit(const Wisher& wisher, const OwnLimit& limit) = 0;
  // To be given all that is held. Fails with HANDED_OUT_OFTEN beyond kMostHandedOut.
  virtual absl::StatusOr<int64_t> HandOut(const Wisher& wisher) = 0;

  // Fails with LOG_INDEX_UNKNOWN unless that is the place of such a wish of the customer's, no older than
  // kHandedOutWithin.
  virtual absl::Status CheckHandedOut(std::string_view customer, int64_t log_index) = 0;
};

}  // namespace bestand::consent
