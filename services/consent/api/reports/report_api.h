#pragma once

#include "bestand/consent/v1/consent_report_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/consent/domain/reports/reports.h"

namespace bestand::consent {

namespace v1 = bestand::consent::v1;

// The RPCs of ConsentReportService; what they promise stands in the proto. Threads may share it.
class ConsentReportApi final : public v1::ConsentReportService::CallbackService {
 public:
  ConsentReportApi(const Reports::Parts& parts, rpc::Runtime& runtime) : reports_(parts), runtime_(runtime) {}

  grpc::ServerUnaryReactor* QueryOptInRates(grpc::CallbackServerContext* context,
                                            const v1::QueryOptInRatesRequest* request,
                                            v1::QueryOptInRatesResponse* response) override;
  grpc::ServerUnaryReactor* QueryOptInHistory(grpc::CallbackServerContext* context,
                                              const v1::QueryOptInHistoryRequest* request,
                                              v1::QueryOptInHistoryResponse* response) override;
  grpc::ServerUnaryReactor* QueryValueAtStake(grpc::CallbackServerContext* context,
                                              const v1::QueryValueAtStakeRequest* request,
                                              v1::QueryValueAtStakeResponse* response) override;
  grpc::ServerUnaryReactor* QueryDenials(grpc::CallbackServerContext* context,
                                         const v1::QueryDenialsRequest* request,
                                         v1::QueryDenialsResponse* response) override;
  grpc::ServerUnaryReactor* QueryRefusals(grpc::CallbackServerContext* context,
                                          const v1::QueryRefusalsRequest* request,
                                          v1::QueryRefusalsResponse* response) override;
  grpc::ServerUnaryReactor* SuggestCampaign(grpc::CallbackServerContext* context,
                                            const v1::SuggestCampaignRequest* request,
                                            v1::SuggestCampaignResponse* response) override;

 private:
  Reports reports_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::consent
