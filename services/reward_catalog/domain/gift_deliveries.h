#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/reward_catalog/domain/gift.h"
#include "services/reward_catalog/domain/sources.h"

namespace bestand::reward_catalog {

// Brings accepted gifts into the gift ledger, again and again until they are there. Threads and
// processes may do so at the same time: the ledger writes each once.
class GiftDeliveries {
 public:
  GiftDeliveries(GiftStore& store, GiftLedger& ledger) : store_(store), ledger_(ledger) {}

  // Tries one decision's gift now, for two seconds at most and not beyond CurrentDeadline(). OK also
  // when nothing waits. After a failure the gift goes on waiting for DeliverDue.
  absl::Status DeliverOf(std::string_view decision_id);

  // Tries those that are due, at most 100, and returns how many were written. Fails as the first of
  // them that failed; the others are tried all the same, unless the ledger is away.
  absl::StatusOr<int> DeliverDue();

 private:
  absl::Status Deliver(const Gift& gift);

  GiftStore& store_;
  GiftLedger& ledger_;
};

}  // namespace bestand::reward_catalog
