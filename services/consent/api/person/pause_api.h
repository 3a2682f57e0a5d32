#pragma once

#include "bestand/consent/v1/pause_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/contact_store.h"
#include "services/consent/domain/frequency/wishes.h"
#include "services/consent/domain/person_link.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of PauseService; what they promise stands in the proto. Threads may share it.
class PauseApi final : public v1::PauseService::CallbackService {
 public:
  struct Parts {
    const PersonLinks& links;
    ContactStore& contacts;
    WishStore& wishes;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit PauseApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetPause(grpc::CallbackServerContext* context, const v1::GetPauseRequest* request,
                                     v1::GetPauseResponse* response) override;
  grpc::ServerUnaryReactor* SetPause(grpc::CallbackServerContext* context, const v1::SetPauseRequest* request,
                                     v1::SetPauseResponse* response) override;

 private:
  const Parts parts_;
};

}  // namespace bestand::consent
