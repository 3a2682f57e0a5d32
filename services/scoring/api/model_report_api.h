#pragma once

#include "bestand/scoring/v1/model_report_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/model_store.h"

namespace bestand::scoring {

// Answers ModelReportService. Threads may share it.
class ModelReportApi final : public v1::ModelReportService::CallbackService {
 public:
  ModelReportApi(ModelStore& models, rpc::Runtime& runtime) : models_(models), runtime_(runtime) {}

  grpc::ServerUnaryReactor* GetModelReport(grpc::CallbackServerContext* context,
                                           const v1::GetModelReportRequest* request,
                                           v1::GetModelReportResponse* response) override;

 private:
  ModelStore& models_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::scoring
