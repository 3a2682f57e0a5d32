#pragma once

#include "bestand/customer_profile/v1/purchase_day_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/customer_profile/domain/repeat_days.h"

namespace bestand::customer_profile {

// The RPC of PurchaseDayService; what it promises stands in the proto. Threads may share it.
class PurchaseDayApi final : public v1::PurchaseDayService::CallbackService {
 public:
  PurchaseDayApi(RepeatDayStore& days, rpc::Runtime& runtime) : days_(days), runtime_(runtime) {}

  grpc::ServerUnaryReactor* CountRepeatDays(grpc::CallbackServerContext* context,
                                            const v1::CountRepeatDaysRequest* request,
                                            v1::CountRepeatDaysResponse* response) override;

 private:
  RepeatDayStore& days_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
