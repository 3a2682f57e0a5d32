#pragma once

#include "bestand/consent/v1/own_limit_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/contact_store.h"
#include "services/consent/domain/frequency/wishes.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of OwnLimitService; what they promise stands in the proto. Threads may share it.
class OwnLimitApi final : public v1::OwnLimitService::CallbackService {
 public:
  struct Parts {
    const PersonLinks& links;
    ContactStore& contacts;
    WishStore& wishes;
    rpc::Runtime& runtime;
  };
  explicit OwnLimitApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetOwnLimit(grpc::CallbackServerContext* context,
                                        const v1::GetOwnLimitRequest* request,
                                        v1::GetOwnLimitResponse* response) override;
  grpc::ServerUnaryReactor* SetOwnLimit(grpc::CallbackServerContext* context,
                                        const v1::SetOwnLimitRequest* request,
                                        v1::SetOwnLimitResponse* response) override;
  grpc::ServerUnaryReactor* GetCustomerLimit(grpc::CallbackServerContext* context,
                                             const v1::GetCustomerLimitRequest* request,
                                             v1::GetCustomerLimitResponse* response) override;
  grpc::ServerUnaryReactor* SetCustomerLimit(grpc::CallbackServerContext* context,
                                             const v1::SetCustomerLimitRequest* request,
                                             v1::SetCustomerLimitResponse* response) override;

 private:
  // Puts a customer's limit into an answer.
  template <class Response>
  absl::Status Show(const std::string& customer, Response& response) const;
  // Records the limit of a request.
  template <class Request, class Response>
  absl::Status Record(Wisher wisher, const Request& request, Response& response) const;

  const Parts parts_;
};

}  // namespace bestand::consent
