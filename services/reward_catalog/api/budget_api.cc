#include "services/reward_catalog/api/budget_api.h"

#include "common/error/error.h"
#include "common/rpc/answer.h"
#include "services/reward_catalog/api/checks.h"
#include "services/reward_catalog/api/reward_wire.h"

namespace bestand::reward_catalog {

grpc::ServerUnaryReactor* BudgetApi::CreateBudget(grpc::CallbackServerContext* context,
                                                  const v1::CreateBudgetRequest* request,
                                                  v1::CreateBudgetResponse* response) {
  return rpc::AnswerOnce(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Budget budget, budgets_.Create(FromWire(call.request.budget())));
    *call.response.mutable_budget() = ToWire(budget);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BudgetApi::GetBudget(grpc::CallbackServerContext* context,
                                               const v1::GetBudgetRequest* request,
                                               v1::GetBudgetResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    RETURN_IF_ERROR(CheckRequest(call.request));
    ASSIGN_OR_RETURN(const Budget budget, budgets_.Get(BudgetIdOf(call.request.name())));
    *call.response.mutable_budget() = ToWire(budget);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* BudgetApi::ListBudgets(grpc::CallbackServerContext* context,
                                                 const v1::ListBudgetsRequest* request,
                                                 v1::ListBudgetsResponse* response) {
  return rpc::Answer(runtime_, context, request, response, [this](const auto& call) -> absl::Status {
    ASSIGN_OR_RETURN(const auto budgets, budgets_.List());
    for (const Budget& budget : budgets) *call.response.add_budgets() = ToWire(budget);
    return absl::OkStatus();
  });
}

}  // namespace bestand::reward_catalog
