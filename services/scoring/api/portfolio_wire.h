#pragma once

#include "bestand/scoring/v1/portfolio_service.pb.h"
#include "services/scoring/work/plan/budget_simulation.h"
#include "services/scoring/work/plan/portfolio_plans.h"
#include "services/scoring/work/portfolios.h"

namespace bestand::scoring {

void ToWire(const PortfolioReport& report, v1::GetPortfolioResponse& wire);
void ToWire(const ScoredPlan& plan, v1::PlanPortfolioResponse& wire);
void ToWire(const Simulation& simulation, v1::SimulateBudgetResponse& wire);

// Returns "x" of "purposes/x", and "" of "".
std::string PurposeIdOf(const std::string& purpose);

// Reads a request that was checked. Fails with FIELD_INVALID when an amount does not fit 64 bits.
absl::StatusOr<SimulationQuery> ToQuery(const v1::SimulateBudgetRequest& request);

// Returns the plan from a caller's own assumptions, which are checked already. Fails with FIELD_INVALID when
// a figure exceeds 64 bits.
absl::StatusOr<ScoredPlan> PlanFrom(const v1::PlanAssumptions& assumptions, int return_ratio);

}  // namespace bestand::scoring
