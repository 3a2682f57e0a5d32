#pragma once

#include "absl/time/time.h"
#include "bestand/consent/v1/erasure_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/erasure/erasure.h"
#include "services/consent/domain/person_link.h"
#include "services/consent/work/evidence_store.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of ErasureService; what they promise stands in the proto. Threads may share it.
class ErasureApi final : public v1::ErasureService::CallbackService {
 public:
  struct Parts {
    ErasureStore& erasures;
    EvidenceStore& evidence;
    PersonLinks links;
    absl::Duration grace;  // for calling an erasure off
    rpc::Runtime& runtime;
  };
  explicit ErasureApi(Parts parts) : parts_(std::move(parts)) {}

  grpc::ServerUnaryReactor* RequestErasure(grpc::CallbackServerContext* context,
                                           const v1::RequestErasureRequest* request,
                                           v1::RequestErasureResponse* response) override;
  grpc::ServerUnaryReactor* RequestOwnErasure(grpc::CallbackServerContext* context,
                                              const v1::RequestOwnErasureRequest* request,
                                              v1::RequestOwnErasureResponse* response) override;
  grpc::ServerUnaryReactor* CancelErasure(grpc::CallbackServerContext* context,
                                          const v1::CancelErasureRequest* request,
                                          v1::CancelErasureResponse* response) override;
  grpc::ServerUnaryReactor* ConfirmErasure(grpc::CallbackServerContext* context,
                                           const v1::ConfirmErasureRequest* request,
                                           v1::ConfirmErasureResponse* response) override;
  grpc::ServerUnaryReactor* GetErasure(grpc::CallbackServerContext* context,
                                       const v1::GetErasureRequest* request,
                                       v1::GetErasureResponse* response) override;
  grpc::ServerUnaryReactor* ListErasures(grpc::CallbackServerContext* context,
                                         const v1::ListErasuresRequest* request,
                                         v1::ListErasuresResponse* response) override;
  grpc::ServerUnaryReactor* SetLegalHold(grpc::CallbackServerContext* context,
                                         const v1::SetLegalHoldRequest* request,
                                         v1::SetLegalHoldResponse* response) override;
  grpc::ServerUnaryReactor* LiftLegalHold(grpc::CallbackServerContext* context,
                                          const v1::LiftLegalHoldRequest* request,
                                          v1::LiftLegalHoldResponse* response) override;

 private:
  const Parts parts_;
};

}  // namespace bestand::consent
