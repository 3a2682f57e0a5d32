#pragma once

#include "bestand/consent/v1/frequency_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "common/time/clock.h"
#include "services/consent/domain/frequency/contact_reservations.h"
#include "services/consent/domain/frequency/wishes.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of FrequencyService; what they promise stands in the proto. Threads may share it.
class FrequencyApi final : public v1::FrequencyService::CallbackService {
 public:
  struct Parts {
    ContactReservations& reservations;
    SlotStore& slots;
    WishStore& wishes;
    const Clock& clock;
    rpc::Runtime& runtime;
  };
  explicit FrequencyApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* SetFrequencyPolicy(grpc::CallbackServerContext* context,
                                               const v1::SetFrequencyPolicyRequest* request,
                                               v1::SetFrequencyPolicyResponse* response) override;
  grpc::ServerUnaryReactor* GetFrequencyPolicy(grpc::CallbackServerContext* context,
                                               const v1::GetFrequencyPolicyRequest* request,
                                               v1::GetFrequencyPolicyResponse* response) override;
  grpc::ServerUnaryReactor* ReserveContact(grpc::CallbackServerContext* context,
                                           const v1::ReserveContactRequest* request,
                                           v1::ReserveContactResponse* response) override;
  grpc::ServerUnaryReactor* CommitContact(grpc::CallbackServerContext* context,
                                          const v1::CommitContactRequest* request,
                                          v1::CommitContactResponse* response) override;
  grpc::ServerUnaryReactor* ReleaseContact(grpc::CallbackServerContext* context,
                                           const v1::ReleaseContactRequest* request,
                                           v1::ReleaseContactResponse* response) override;
  grpc::ServerUnaryReactor* PauseContacts(grpc::CallbackServerContext* context,
                                          const v1::PauseContactsRequest* request,
                                          v1::PauseContactsResponse* response) override;

 private:
  const Parts parts_;
};

}  // namespace bestand::consent
