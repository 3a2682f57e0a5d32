#pragma once

#include "bestand/consent/v1/purpose_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/purpose.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of PurposeService; what they promise stands in the proto. Threads may share it.
class PurposeApi final : public v1::PurposeService::CallbackService {
 public:
  PurposeApi(PurposeStore& purposes, rpc::Runtime& runtime) : purposes_(purposes), runtime_(runtime) {}

  grpc::ServerUnaryReactor* CreatePurpose(grpc::CallbackServerContext* context,
                                          const v1::CreatePurposeRequest* request,
                                          v1::CreatePurposeResponse* response) override;
  grpc::ServerUnaryReactor* GetPurpose(grpc::CallbackServerContext* context,
                                       const v1::GetPurposeRequest* request,
                                       v1::GetPurposeResponse* response) override;
  grpc::ServerUnaryReactor* ListPurposes(grpc::CallbackServerContext* context,
                                         const v1::ListPurposesRequest* request,
                                         v1::ListPurposesResponse* response) override;
  grpc::ServerUnaryReactor* CreateWording(grpc::CallbackServerContext* context,
                                          const v1::CreateWordingRequest* request,
                                          v1::CreateWordingResponse* response) override;
  grpc::ServerUnaryReactor* ListWordings(grpc::CallbackServerContext* context,
                                         const v1::ListWordingsRequest* request,
                                         v1::ListWordingsResponse* response) override;
  grpc::ServerUnaryReactor* SetTemplate(grpc::CallbackServerContext* context,
                                        const v1::SetTemplateRequest* request,
                                        v1::SetTemplateResponse* response) override;
  grpc::ServerUnaryReactor* ApproveTemplate(grpc::CallbackServerContext* context,
                                            const v1::ApproveTemplateRequest* request,
                                            v1::ApproveTemplateResponse* response) override;
  grpc::ServerUnaryReactor* GetTemplate(grpc::CallbackServerContext* context,
                                        const v1::GetTemplateRequest* request,
                                        v1::GetTemplateResponse* response) override;

 private:
  PurposeStore& purposes_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
