#include "services/reward_catalog/domain/gift_deliveries.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/time/clock.h"
#include "common/time/deadline.h"

namespace bestand::reward_catalog {
namespace {

constexpr int kBatch = 100;
constexpr absl::Duration kPatience = absl::Seconds(2);

// From a second, twice as long each time, to five minutes.
absl::Duration PauseAfter(int attempts) {
  return std::min(absl::Seconds(1) * (1 << std::min(attempts, 9)), absl::Minutes(5));
}

// Whether trying again can't help: the customer is gone, or the gift is not what the ledger takes.
bool IsFinal(const absl::Status& failure) {
  const std::string reason = ReasonOf(failure);
  return reason == "CUSTOMER_UNKNOWN" || reason == "CUSTOMER_ERASED" || reason == "FIELD_INVALID";
}

}  // namespace

absl::Status GiftDeliveries::DeliverOf(std::string_view decision_id) {
  const DeadlineScope patience(SystemClock().Now() + kPatience);
  ASSIGN_OR_RETURN(const auto gift, store_.Waiting(decision_id));
  return gift.has_value() ? Deliver(*gift) : absl::OkStatus();
}

absl::StatusOr<int> GiftDeliveries::DeliverDue() {
  ASSIGN_OR_RETURN(const auto gifts, store_.Due(kBatch));
  int written = 0;
  absl::Status first_failure;
  for (const Gift& gift : gifts) {
    const absl::Status status = Deliver(gift);
    written += status.ok() ? 1 : 0;
    first_failure.Update(status);
    if (absl::IsUnavailable(status)) break;  // the others would wait for the same
  }
  if (!first_failure.ok()) return first_failure;
  return written;
}

absl::Status GiftDeliveries::Deliver(const Gift& gift) {
  const absl::Status status = ledger_.Record(gift);
  if (status.ok()) return store_.Written(gift);
  RETURN_IF_ERROR(IsFinal(status) ? store_.Refused(gift, ReasonOf(status))
                                  : store_.Postpone(gift, PauseAfter(gift.attempts)));
  return status;
}

}  // namespace bestand::reward_catalog
