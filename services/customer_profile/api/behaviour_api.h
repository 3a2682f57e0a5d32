#pragma once

#include "bestand/customer_profile/v1/behaviour_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/rpc/stream.h"
#include "services/customer_profile/domain/behaviour.h"

namespace bestand::customer_profile {

// The RPCs of BehaviourService; what they promise stands in the proto. Threads may share it.
class BehaviourApi final : public v1::BehaviourService::CallbackService {
 public:
  BehaviourApi(BehaviourStore& behaviours, rpc::Runtime& runtime)
      : behaviours_(behaviours), runtime_(runtime) {}

  grpc::ServerUnaryReactor* BatchGetBehaviours(grpc::CallbackServerContext* context,
                                               const v1::BatchGetBehavioursRequest* request,
                                               v1::BatchGetBehavioursResponse* response) override;
  grpc::ServerWriteReactor<v1::StreamBehavioursResponse>* StreamBehaviours(
      grpc::CallbackServerContext* context, const v1::StreamBehavioursRequest* request) override;

 private:
  absl::Status Stream(const v1::StreamBehavioursRequest& request,
                      rpc::Writer<v1::StreamBehavioursResponse>& writer);

  BehaviourStore& behaviours_;
  rpc::Runtime& runtime_;
};

// FIELD_INVALID naming all that is wrong, or OK.
absl::Status CheckRequest(const v1::BatchGetBehavioursRequest& request);
absl::Status CheckRequest(const v1::StreamBehavioursRequest& request);

}  // namespace bestand::customer_profile
