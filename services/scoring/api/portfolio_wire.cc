#include "services/scoring/api/portfolio_wire.h"

#include <cmath>
#include <string>

#include "common/error/error.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"

namespace bestand::scoring {
namespace {

void AddStates(const PortfolioReport& report, v1::GetPortfolioResponse& wire) {
  for (size_t state = 0; state < report.by_state.size(); ++state) {
    const ValueGroup& group = report.by_state[state];
    if (group.customers == 0) continue;
    v1::StateShare& share = *wire.add_states();
    share.set_state(std::string(NameOf(static_cast<DormancyState>(state))));
    share.set_customer_count(group.customers);
    *share.mutable_lifetime_value_60_months() = ToMoney(group.clv_60_months_minor, report.currency);
  }
}

}  // namespace

void ToWire(const PortfolioReport& report, v1::GetPortfolioResponse& wire) {
  wire.set_customer_count(report.all.customers);
  *wire.mutable_mean_lifetime_value_60_months() =
      ToMoney(std::llround(report.portfolio.average_value_minor), report.currency);
  *wire.mutable_total_lifetime_value_60_months() = ToMoney(report.all.clv_60_months_minor, report.currency);
  *wire.mutable_revenue_so_far() = ToMoney(report.revenue_so_far_minor, report.currency);
  wire.set_top_decile_share(report.portfolio.top_decile_share);
  wire.mutable_lorenz_shares()->Add(report.portfolio.lorenz.begin(), report.portfolio.lorenz.end());
  AddStates(report, wire);
  *wire.mutable_as_of_date() = DateOf(report.as_of_day);
  if (!report.addressable) return;
  const int64_t addressable = report.addressable->clv_60_months_minor;
  wire.set_addressable_count(report.addressable->customers);
  *wire.mutable_addressable_value() = ToMoney(addressable, report.currency);
  *wire.mutable_blocked_value() = ToMoney(report.all.clv_60_months_minor - addressable, report.currency);
}

void ToWire(const ScoredPlan& scored, v1::PlanPortfolioResponse& wire) {
  const PortfolioPlan& plan = scored.plan;
  const std::string& currency = scored.currency;
  wire.set_customer_count(scored.assumptions.customers);
  wire.set_potential_ratio(static_cast<double>(plan.potential_per_mille) / 1000);
  *wire.mutable_potential_per_customer_and_year() = ToMoney(plan.yearly_per_customer_minor, currency);
  *wire.mutable_potential_per_year() = ToMoney(plan.yearly_revenue_minor, currency);
  *wire.mutable_budget_per_year() = ToMoney(plan.yearly_budget_minor, currency);
  *wire.mutable_net_gain_per_year() = ToMoney(plan.yearly_net_minor, currency);
  *wire.mutable_net_gain_total() = ToMoney(plan.net_minor, currency);
  wire.set_years(scored.assumptions.years);
  if (!scored.blocked) return;
  *wire.mutable_blocked_potential_per_year() =
      ToMoney(scored.blocked->clv_60_months_minor / kPlanYears, currency);
  wire.set_blocked_customer_count(scored.blocked->customers);
}

absl::StatusOr<ScoredPlan> PlanFrom(const v1::PlanAssumptions& wire, int return_ratio) {
  ScoredPlan scored{.currency = wire.lifetime_value().currency_code()};
  ASSIGN_OR_RETURN(scored.assumptions.lifetime_value_minor, ToMinorUnits(wire.lifetime_value()));
  ASSIGN_OR_RETURN(scored.assumptions.first_purchase_minor, ToMinorUnits(wire.first_purchase()));
  scored.assumptions.years = wire.years();
  scored.assumptions.customers = wire.customer_count();
  scored.assumptions.return_per_unit = return_ratio;
  ASSIGN_OR_RETURN(scored.plan, PlanPortfolio(scored.assumptions));
  return scored;
}

}  // namespace bestand::scoring
