#include "services/scoring/work/portfolios.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

void Add(const CustomerValue& value, ValueGroup& group) {
  ++group.customers;
  group.clv_60_months_minor += value.clv_60_months_minor;
  group.first_purchase_minor += value.first_purchase_value_minor;
  group.purchase_minor += value.purchase_value_minor;
}

ValueGroup Without(const ValueGroup& all, const ValueGroup& part) {
  return {.customers = all.customers - part.customers,
          .clv_60_months_minor = all.clv_60_months_minor - part.clv_60_months_minor,
          .first_purchase_minor = all.first_purchase_minor - part.first_purchase_minor,
          .purchase_minor = all.purchase_minor - part.purchase_minor};
}

PlanAssumptions AssumptionsFrom(const ValueGroup& group, int64_t return_per_unit) {
  const int64_t customers = std::max<int64_t>(group.customers, 1);
  const int64_t first = group.first_purchase_minor / customers;
  const int64_t counted = first > 0 ? first : group.purchase_minor / customers;
  return {.lifetime_value_minor = counted + group.clv_60_months_minor / customers,
          .first_purchase_minor = counted,
          .years = kPlanYears,
          .customers = group.customers,
          .return_per_unit = return_per_unit};
}

}  // namespace

absl::StatusOr<PortfolioReport> Portfolios::Summarise(const std::string& purpose_id) const {
  ASSIGN_OR_RETURN(const auto set, reader_.Published());
  ASSIGN_OR_RETURN(const auto model, models_.Find(set->model_id));
  ASSIGN_OR_RETURN(const Ids addressable, AddressableIds(purpose_id));
  PortfolioReport report{.currency = model->currency.code, .as_of_day = set->as_of_day};
  if (!purpose_id.empty()) report.addressable.emplace();
  std::vector<double> values;
  RETURN_IF_ERROR(reader_.ReadValues(set->number, [&](const CustomerValue& value) {
    values.push_back(static_cast<double>(value.clv_60_months_minor));
    report.revenue_so_far_minor += value.total_value_minor;
    Add(value, report.all);
    Add(value, report.by_state[static_cast<size_t>(value.state)]);
    if (report.addressable && addressable.contains(std::string(value.customer_id)))
      Add(value, *report.addressable);
  }));
  // A set that is being removed shows fewer rows than it had.
  RETURN_IF_ERROR(reader_.FindSet(set->number).status());
  ASSIGN_OR_RETURN(report.portfolio, SummarisePortfolio(values));
  return report;
}

absl::StatusOr<ScoredPlan> Portfolios::Plan(const std::string& purpose_id, int64_t return_per_unit) const {
  ASSIGN_OR_RETURN(const PortfolioReport report, Summarise(purpose_id));
  const ValueGroup counted = report.addressable.value_or(report.all);
  ScoredPlan plan{.currency = report.currency, .assumptions = AssumptionsFrom(counted, return_per_unit)};
  if (report.addressable) plan.blocked = Without(report.all, counted);
  if (plan.assumptions.first_purchase_minor <= 0) return plan;
  ASSIGN_OR_RETURN(plan.plan, PlanPortfolio(plan.assumptions));
  return plan;
}

absl::StatusOr<Portfolios::Ids> Portfolios::AddressableIds(const std::string& purpose_id) const {
  Ids ids;
  if (purpose_id.empty()) return ids;
  RETURN_IF_ERROR(addressable_.Stream(purpose_id, [&](std::span<const std::string> chunk) {
    ids.insert(chunk.begin(), chunk.end());
    return absl::OkStatus();
  }));
  return ids;
}

}  // namespace bestand::scoring
