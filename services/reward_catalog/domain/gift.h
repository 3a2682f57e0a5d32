#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/reward_catalog/domain/money.h"
#include "services/reward_catalog/domain/reward.h"

namespace bestand::reward_catalog {

// A reward that was accepted, on its way to the gift ledger.
struct Gift {
  std::string customer_id;
  std::string decision_id;  // also makes the ledger's entry one
  std::string reward_id;
  std::string kind;
  std::string display_name;
  Money worth;
  Moment moment = Moment::kUnspecified;
  absl::Time give_time;
  int attempts = 0;  // made so far to write it
};

// Gifts that wait to be written to the gift ledger. Threads may share it; it waits for the database.
class GiftStore {
 public:
  virtual ~GiftStore() = default;

  // Returns the gift of a decision while it waits.
  virtual absl::StatusOr<std::optional<Gift>> Waiting(std::string_view decision_id) = 0;

  // Returns at most `limit` gifts whose next attempt is due, longest due first.
  virtual absl::StatusOr<std::vector<Gift>> Due(int limit) = 0;

  // Ends the waiting: it is in the ledger, or never will be, because the ledger refuses it for
  // `refusal`.
  virtual absl::Status Written(const Gift& gift) = 0;
  virtual absl::Status Refused(const Gift& gift, std::string_view refusal) = 0;

  // Counts a failed attempt; the next is due after `pause`.
  virtual absl::Status Postpone(const Gift& gift, absl::Duration pause) = 0;
};

}  // namespace bestand::reward_catalog
