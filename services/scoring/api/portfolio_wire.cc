#include "services/scoring/api/portfolio_wire.h"

#include <cmath>
#include <string>

#include "common/error/error.h"
#include "common/validate/names.h"
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

void ToWire(const PlanGroup& group, const ScoredPlan& scored, v1::PlanGroup& wire) {
  const std::string& currency = scored.currency;
  wire.set_group(group.name);
  wire.set_customer_count(group.counted.customers);
  *wire.mutable_potential_per_year() = ToMoney(group.yearly_minor, currency);
  *wire.mutable_potential_per_year_low() = ToMoney(group.yearly_low_minor, currency);
  *wire.mutable_potential_per_year_high() = ToMoney(group.yearly_high_minor, currency);
  *wire.mutable_budget_per_year() = ToMoney(group.budget_minor, currency);
  if (!scored.with_consent) return;
  wire.set_blocked_customer_count(group.blocked.customers);
  *wire.mutable_blocked_potential_per_year() =
      ToMoney(group.blocked.clv_60_months_minor / kPlanYears, currency);
}

// What only the published scores tell.
void AddScored(const ScoredPlan& scored, v1::PlanPortfolioResponse& wire) {
  *wire.mutable_potential_per_year_low() = ToMoney(scored.all->yearly_low_minor, scored.currency);
  *wire.mutable_potential_per_year_high() = ToMoney(scored.all->yearly_high_minor, scored.currency);
  for (const PlanGroup& group : scored.groups) ToWire(group, scored, *wire.add_groups());
  *wire.mutable_as_of_date() = DateOf(scored.as_of_day);
  if (!scored.with_consent) return;
  const ValueGroup& blocked = scored.all->blocked;
  *wire.mutable_blocked_potential_per_year() =
      ToMoney(blocked.clv_60_months_minor / kPlanYears, scored.currency);
  wire.set_blocked_customer_count(blocked.customers);
}

void ToWire(const BudgetRow& row, const std::string& currency, v1::BudgetRow& wire) {
  *wire.mutable_budget() = ToMoney(row.budget_minor, currency);
  wire.set_contact_count(row.contacts);
  wire.set_customer_count(row.customers);
  *wire.mutable_expected_value() = ToMoney(row.value_minor, currency);
  *wire.mutable_net_gain() = ToMoney(row.net_minor, currency);
  wire.set_marginal_return(row.marginal_return);
  wire.set_best(row.best);
}

}  // namespace

std::string PurposeIdOf(const std::string& purpose) { return IdOf(purpose, "purposes/*").value_or(""); }

void ToWire(const Simulation& simulation, v1::SimulateBudgetResponse& wire) {
  for (const BudgetRow& row : simulation.rows) ToWire(row, simulation.currency, *wire.add_rows());
  wire.set_customer_count(simulation.customers);
  *wire.mutable_stake() = ToMoney(simulation.stake_minor, simulation.currency);
  *wire.mutable_as_of_date() = DateOf(simulation.as_of_day);
  if (!simulation.with_consent) return;
  wire.set_blocked_customer_count(simulation.blocked_customers);
  *wire.mutable_blocked_net_gain() = ToMoney(simulation.blocked.net_minor, simulation.currency);
}

absl::StatusOr<SimulationQuery> ToQuery(const v1::SimulateBudgetRequest& request) {
  SimulationQuery query{.purpose_id = PurposeIdOf(request.purpose()),
                        .currency = request.contact_cost().currency_code()};
  if (request.has_wake_rate()) query.wake_rate = request.wake_rate();
  if (request.has_repeat_effect()) query.repeat_effect = request.repeat_effect();
  if (request.has_max_contacts()) query.most_contacts = request.max_contacts();
  ASSIGN_OR_RETURN(query.contact_cost_minor, ToMinorUnits(request.contact_cost()));
  for (const google::type::Money& budget : request.budgets()) {
    ASSIGN_OR_RETURN(const int64_t minor, ToMinorUnits(budget));
    query.budgets_minor.push_back(minor);
  }
  return query;
}

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
  if (scored.all) AddScored(scored, wire);
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
