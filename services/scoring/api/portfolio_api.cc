#include "services/scoring/api/portfolio_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/scoring/api/checks.h"
#include "services/scoring/api/portfolio_wire.h"

namespace bestand::scoring {
namespace {

constexpr int kUsualReturn = 5;

}  // namespace

grpc::ServerUnaryReactor* PortfolioApi::GetPortfolio(grpc::CallbackServerContext* context,
                                                     const v1::GetPortfolioRequest* request,
                                                     v1::GetPortfolioResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const PortfolioReport report,
                     portfolios_.Summarise(PurposeIdOf(call.request.purpose())));
    ToWire(report, call.response);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PortfolioApi::PlanPortfolio(grpc::CallbackServerContext* context,
                                                      const v1::PlanPortfolioRequest* request,
                                                      v1::PlanPortfolioResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    return FillPlan(call.request, call.response);
  });
}

grpc::ServerUnaryReactor* PortfolioApi::SimulateBudget(grpc::CallbackServerContext* context,
                                                       const v1::SimulateBudgetRequest* request,
                                                       v1::SimulateBudgetResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(Check(call.request));
    ASSIGN_OR_RETURN(const SimulationQuery query, ToQuery(call.request));
    ASSIGN_OR_RETURN(const Simulation simulation, simulations_.Simulate(query));
    ToWire(simulation, call.response);
    return absl::OkStatus();
  });
}

absl::Status PortfolioApi::FillPlan(const v1::PlanPortfolioRequest& request,
                                    v1::PlanPortfolioResponse& response) const {
  const int return_ratio = request.has_return_ratio() ? request.return_ratio() : kUsualReturn;
  const PlanQuery query{.purpose_id = PurposeIdOf(request.purpose()),
                        .return_per_unit = return_ratio,
                        .group_by = request.grouping() == v1::PLAN_GROUPING_VALUE_TENTH ? GroupBy::kValueTenth
                                                                                        : GroupBy::kState};
  ASSIGN_OR_RETURN(const ScoredPlan plan, request.has_assumptions()
                                              ? PlanFrom(request.assumptions(), return_ratio)
                                              : plans_.Plan(query));
  ToWire(plan, response);
  return absl::OkStatus();
}

}  // namespace bestand::scoring
