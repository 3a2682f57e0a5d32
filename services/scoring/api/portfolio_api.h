#pragma once

#include "bestand/scoring/v1/portfolio_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/portfolios.h"

namespace bestand::scoring {

// Answers PortfolioService.
class PortfolioApi : public v1::PortfolioService::CallbackService {
 public:
  PortfolioApi(const Portfolios& portfolios, rpc::Runtime& runtime)
      : portfolios_(portfolios), runtime_(runtime) {}

  grpc::ServerUnaryReactor* GetPortfolio(grpc::CallbackServerContext* context,
                                         const v1::GetPortfolioRequest* request,
                                         v1::GetPortfolioResponse* response) override;
  grpc::ServerUnaryReactor* PlanPortfolio(grpc::CallbackServerContext* context,
                                          const v1::PlanPortfolioRequest* request,
                                          v1::PlanPortfolioResponse* response) override;

 private:
  absl::Status FillPlan(const v1::PlanPortfolioRequest& request, v1::PlanPortfolioResponse& response) const;

  const Portfolios& portfolios_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::scoring
