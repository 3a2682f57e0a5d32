#pragma once

#include "bestand/reward_catalog/v1/budget_service.grpc.pb.h"
#include "common/rpc/runtime.h"
#include "services/reward_catalog/domain/reward_store.h"

namespace bestand::reward_catalog {

// Answers BudgetService.
class BudgetApi : public v1::BudgetService::CallbackService {
 public:
  BudgetApi(BudgetStore& budgets, rpc::Runtime& runtime) : budgets_(budgets), runtime_(runtime) {}

  grpc::ServerUnaryReactor* CreateBudget(grpc::CallbackServerContext* context,
                                         const v1::CreateBudgetRequest* request,
                                         v1::CreateBudgetResponse* response) override;
  grpc::ServerUnaryReactor* GetBudget(grpc::CallbackServerContext* context,
                                      const v1::GetBudgetRequest* request,
                                      v1::GetBudgetResponse* response) override;
  grpc::ServerUnaryReactor* ListBudgets(grpc::CallbackServerContext* context,
                                        const v1::ListBudgetsRequest* request,
                                        v1::ListBudgetsResponse* response) override;

 private:
  BudgetStore& budgets_;
  rpc::Runtime& runtime_;
};

}  // namespace bestand::reward_catalog
