#pragma once

#include "bestand/consent/v1/neglected_customer_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/neglected/neglected_customers.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of NeglectedCustomerService; what they promise stands in the proto. Threads may share it.
class NeglectedCustomerApi final : public v1::NeglectedCustomerService::CallbackService {
 public:
  NeglectedCustomerApi(const NeglectedCustomers::Parts& parts, rpc::Runtime& runtime)
      : neglected_(parts), runtime_(runtime) {}

  grpc::ServerWriteReactor<v1::StreamNeglectedCustomersResponse>* StreamNeglectedCustomers(
      grpc::CallbackServerContext* context, const v1::StreamNeglectedCustomersRequest* request) override;

 private:
  NeglectedCustomers neglected_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
