#pragma once

#include "bestand/customer_profile/v1/purchase_span_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPC of PurchaseSpanService; what it promises stands in the proto. Threads may share it.
class PurchaseSpanApi final : public v1::PurchaseSpanService::CallbackService {
 public:
  PurchaseSpanApi(PurchaseStore& purchases, rpc::Runtime& runtime)
      : purchases_(purchases), runtime_(runtime) {}

  grpc::ServerUnaryReactor* GetPurchaseSpan(grpc::CallbackServerContext* context,
                                            const v1::GetPurchaseSpanRequest* request,
                                            v1::GetPurchaseSpanResponse* response) override;

 private:
  PurchaseStore& purchases_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
