#pragma once

#include "bestand/customer_profile/v1/customer_service.grpc.pb.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/customer_profile/domain/company.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPCs of CustomerService; what they promise stands in the proto. Threads may share it.
class CustomerApi final : public v1::CustomerService::CallbackService {
 public:
  struct Parts {
    CustomerStore& customers;
    const Company& company;
    const rpc::PageTokens& page_tokens;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit CustomerApi(const Parts& parts) : parts_(parts), runtime_(parts.runtime) {}

  grpc::ServerUnaryReactor* CreateCustomer(grpc::CallbackServerContext* context,
                                           const v1::CreateCustomerRequest* request,
                                           v1::CreateCustomerResponse* response) override;
  grpc::ServerUnaryReactor* GetCustomer(grpc::CallbackServerContext* context,
                                        const v1::GetCustomerRequest* request,
                                        v1::GetCustomerResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetCustomers(grpc::CallbackServerContext* context,
                                              const v1::BatchGetCustomersRequest* request,
                                              v1::BatchGetCustomersResponse* response) override;
  grpc::ServerUnaryReactor* ListCustomers(grpc::CallbackServerContext* context,
                                          const v1::ListCustomersRequest* request,
                                          v1::ListCustomersResponse* response) override;
  grpc::ServerUnaryReactor* UpdateCustomer(grpc::CallbackServerContext* context,
                                           const v1::UpdateCustomerRequest* request,
                                           v1::UpdateCustomerResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetRelations(grpc::CallbackServerContext* context,
                                              const v1::BatchGetRelationsRequest* request,
                                              v1::BatchGetRelationsResponse* response) override;

 private:
  absl::Status List(const v1::ListCustomersRequest& request, v1::ListCustomersResponse& response);
  absl::Status Relate(const v1::BatchGetRelationsRequest& request, v1::BatchGetRelationsResponse& response);

  const Parts parts_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
