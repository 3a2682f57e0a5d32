#pragma once

#include "bestand/customer_profile/v1/purchase_day_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/repeat_day_source.h"

namespace bestand::scoring {

// Asks customer-profile on which days customers bought. Threads may share it.
class RepeatDayClient : public RepeatDaySource {
 public:
  explicit RepeatDayClient(const rpc::Remote& remote) : days_(remote) {}

  // Waits up to ten minutes: customer-profile reads all purchase days for it. Fails with INTERNAL_ERROR when
  // the columns differ in length.
  absl::StatusOr<RepeatDays> CountRepeatDays(const RepeatDaysQuery& query) override;

 private:
  rpc::Client<customer_profile::v1::PurchaseDayService> days_;
};

}  // namespace bestand::scoring
