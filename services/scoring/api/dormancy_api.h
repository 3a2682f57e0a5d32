#pragma once

#include "bestand/scoring/v1/dormancy_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/dormancies.h"
#include "services/scoring/work/given_reason_source.h"

namespace bestand::scoring {

// The RPCs of DormancyService; what they promise stands in the proto. Threads may share it.
class DormancyApi final : public v1::DormancyService::CallbackService {
 public:
  struct Parts {
    const Dormancies& dormancies;
    ModelStore& models;
    ScoreReader& scores;
    GivenReasonSource& given_reasons;
    rpc::Runtime& runtime;
  };
  explicit DormancyApi(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* BatchAssessDormancy(grpc::CallbackServerContext* context,
                                                const v1::BatchAssessDormancyRequest* request,
                                                v1::BatchAssessDormancyResponse* response) override;
  grpc::ServerUnaryReactor* GetDormancyReport(grpc::CallbackServerContext* context,
                                              const v1::GetDormancyReportRequest* request,
                                              v1::GetDormancyReportResponse* response) override;
  grpc::ServerUnaryReactor* ListGivenReasons(grpc::CallbackServerContext* context,
                                             const v1::ListGivenReasonsRequest* request,
                                             v1::ListGivenReasonsResponse* response) override;

 private:
  absl::Status Assess(const v1::BatchAssessDormancyRequest& request,
                      v1::BatchAssessDormancyResponse& response) const;

  const Parts parts_;
};

}  // namespace bestand::scoring
