#pragma once

#include "bestand/scoring/v1/portfolio_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/scoring/work/plan/budget_simulation.h"
#include "services/scoring/work/plan/portfolio_plans.h"
#include "services/scoring/work/portfolios.h"

namespace bestand::scoring {

// Answers PortfolioService.
class PortfolioApi : public v1::PortfolioService::CallbackService {
 public:
  PortfolioApi(ScoreReader& reader, ModelStore& models, AddressableSource& addressable, rpc::Runtime& runtime)
      : portfolios_(reader, models, addressable),
        plans_(reader, models, addressable),
        simulations_(reader, models, addressable),
        runtime_(runtime) {}

  grpc::ServerUnaryReactor* GetPortfolio(grpc::CallbackServerContext* context,
                                         const v1::GetPortfolioRequest* request,
                                         v1::GetPortfolioResponse* response) override;
  grpc::ServerUnaryReactor* PlanPortfolio(grpc::CallbackServerContext* context,
                                          const v1::PlanPortfolioRequest* request,
                                          v1::PlanPortfolioResponse* response) override;
  grpc::ServerUnaryReactor* SimulateBudget(grpc::CallbackServerContext* context,
                                           const v1::SimulateBudgetRequest* request,
                                           v1::SimulateBudgetResponse* response) override;

 private:
  absl::Status FillPlan(const v1::PlanPortfolioRequest& request, v1::PlanPortfolioResponse& response) const;

  const Portfolios portfolios_;
  const PortfolioPlans plans_;
  const BudgetSimulations simulations_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::scoring
