#pragma once

#include "bestand/scoring/v1/model_service.grpc.pb.h"
#include "common/jobs/jobs.h"
#include "common/rpc/page_token.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/model_store.h"

namespace bestand::scoring {

// Answers ModelService.
class ModelApi : public v1::ModelService::CallbackService {
 public:
  struct Parts {
    jobs::Jobs& jobs;
    ModelStore& models;
    const rpc::PageTokens& page_tokens;
    rpc::Runtime& runtime;
  };
  explicit ModelApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* CreateFitJob(grpc::CallbackServerContext* context,
                                         const v1::CreateFitJobRequest* request,
                                         v1::CreateFitJobResponse* response) override;
  grpc::ServerUnaryReactor* GetFitJob(grpc::CallbackServerContext* context,
                                      const v1::GetFitJobRequest* request,
                                      v1::GetFitJobResponse* response) override;
  grpc::ServerWriteReactor<v1::WatchFitJobResponse>* WatchFitJob(
      grpc::CallbackServerContext* context, const v1::WatchFitJobRequest* request) override;
  grpc::ServerUnaryReactor* CancelFitJob(grpc::CallbackServerContext* context,
                                         const v1::CancelFitJobRequest* request,
                                         v1::CancelFitJobResponse* response) override;
  grpc::ServerUnaryReactor* ListModels(grpc::CallbackServerContext* context,
                                       const v1::ListModelsRequest* request,
                                       v1::ListModelsResponse* response) override;
  grpc::ServerUnaryReactor* GetModel(grpc::CallbackServerContext* context, const v1::GetModelRequest* request,
                                     v1::GetModelResponse* response) override;
  grpc::ServerUnaryReactor* PromoteModel(grpc::CallbackServerContext* context,
                                         const v1::PromoteModelRequest* request,
                                         v1::PromoteModelResponse* response) override;

 private:
  absl::Status FillPage(const v1::ListModelsRequest& request, v1::ListModelsResponse& response) const;

  const Parts parts_;
};

}  // namespace bestand::scoring
