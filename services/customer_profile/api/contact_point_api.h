#pragma once

#include "bestand/customer_profile/v1/contact_point_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/customer_profile/domain/stores.h"

namespace bestand::customer_profile {

// The RPCs of ContactPointService; what they promise stands in the proto. Threads may share it.
class ContactPointApi final : public v1::ContactPointService::CallbackService {
 public:
  ContactPointApi(ContactPointStore& contact_points, rpc::Runtime& runtime)
      : contact_points_(contact_points), runtime_(runtime) {}

  grpc::ServerUnaryReactor* CreateContactPoint(grpc::CallbackServerContext* context,
                                               const v1::CreateContactPointRequest* request,
                                               v1::CreateContactPointResponse* response) override;
  grpc::ServerUnaryReactor* ListContactPoints(grpc::CallbackServerContext* context,
                                              const v1::ListContactPointsRequest* request,
                                              v1::ListContactPointsResponse* response) override;
  grpc::ServerUnaryReactor* RevealContactPoint(grpc::CallbackServerContext* context,
                                               const v1::RevealContactPointRequest* request,
                                               v1::RevealContactPointResponse* response) override;

 private:
  ContactPointStore& contact_points_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::customer_profile
