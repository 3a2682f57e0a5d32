#include "services/scoring/work/plan/portfolio_plans.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/work/plan/score_pages.h"

namespace bestand::scoring {
namespace {

constexpr int64_t kSampled = 50'000;  // customers that the intervals rest on, about

void Add(const CustomerScore& score, ValueGroup& group) {
  ++group.customers;
  group.clv_60_months_minor += score.clv_60_months_minor;
  group.first_purchase_minor +=
      std::max<int64_t>(score.summary.total_value_minor - score.summary.repeat_value_minor, 0);
  group.purchase_minor += score.purchase_value_minor;
}

void Add(const ValueGroup& part, ValueGroup& whole) {
  whole.customers += part.customers;
  whole.clv_60_months_minor += part.clv_60_months_minor;
  whole.first_purchase_minor += part.first_purchase_minor;
  whole.purchase_minor += part.purchase_minor;
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

// Adds up one set, group by group.
class Adder {
 public:
  Adder(const PlanQuery& query, const PlanGrouping& grouping, const CustomerIds& addressable,
        ValueSpread& spread, int64_t customers)
      : query_(query),
        grouping_(grouping),
        addressable_(addressable),
        spread_(spread),
        stride_(std::max<int64_t>(1, customers / kSampled)) {
    for (const std::string& name : grouping.Names()) groups_.push_back({.name = name});
    variations_.resize(groups_.size());
  }

  absl::Status Take(std::span<const CustomerScore> page) {
    std::vector<CustomerScore> sample;
    std::vector<size_t> group_of;
    for (const CustomerScore& score : page) {
      const size_t group = grouping_.GroupOf(score);
      const bool counts = query_.purpose_id.empty() || addressable_.contains(score.summary.customer_id);
      Add(score, counts ? groups_[group].counted : groups_[group].blocked);
      if (!counts || ++seen_ % stride_ != 0) continue;
      sample.push_back(score);
      group_of.push_back(group);
    }
    return spread_.Add(sample, group_of, variations_);
  }

  // The groups with somebody in them, and all together.
  void Finish(ScoredPlan& plan) {
    PlanGroup all{.name = "ALL"};
    SumVariation variation;
    for (size_t i = 0; i < groups_.size(); ++i) {
      Add(groups_[i].counted, all.counted);
      Add(groups_[i].blocked, all.blocked);
      variation.Add(variations_[i]);
    }
    for (size_t i = 0; i < groups_.size(); ++i) {
      if (groups_[i].counted.customers + groups_[i].blocked.customers == 0) continue;
      Reckon(variations_[i].customers > 0 ? variations_[i] : variation, groups_[i]);
      plan.groups.push_back(std::move(groups_[i]));
    }
    Reckon(variation, all);
    plan.all = std::move(all);
  }

 private:
  void Reckon(const SumVariation& variation, PlanGroup& group) const {
    const int64_t value = group.counted.clv_60_months_minor;
    const Spread80 ends = spread_.Around(value, group.counted.customers, variation);
    group.yearly_minor = value / kPlanYears;
    group.yearly_low_minor = std::llround(std::min(ends.low / kPlanYears, 9e18));
    group.yearly_high_minor = std::llround(std::min(ends.high / kPlanYears, 9e18));
    group.budget_minor = value / (kPlanYears * query_.return_per_unit);
  }

  const PlanQuery& query_;
  const PlanGrouping& grouping_;
  const CustomerIds& addressable_;
  ValueSpread& spread_;
  const int64_t stride_;
  int64_t seen_ = 0;
  std::vector<PlanGroup> groups_;
  std::vector<SumVariation> variations_;
};

}  // namespace

absl::StatusOr<ScoredPlan> PortfolioPlans::Plan(const PlanQuery& query) const {
  ASSIGN_OR_RETURN(const auto set, reader_.Published());
  ASSIGN_OR_RETURN(const auto model, models_.Find(set->model_id));
  ASSIGN_OR_RETURN(const CustomerIds addressable, AddressableIds(addressable_, query.purpose_id));
  ASSIGN_OR_RETURN(const auto grouping, MakeGrouping(query.group_by, reader_, set->number));
  ASSIGN_OR_RETURN(ValueSpread spread, ValueSpread::Make(*model, set->settings));
  Adder adder(query, *grouping, addressable, spread, model->buying.customers);
  RETURN_IF_ERROR(ReadPages(reader_, set->number, [&](auto page) { return adder.Take(page); }));
  ScoredPlan plan{.currency = model->currency.code, .as_of_day = set->as_of_day};
  adder.Finish(plan);
  plan.with_consent = !query.purpose_id.empty();
  plan.assumptions = AssumptionsFrom(plan.all->counted, query.return_per_unit);
  if (plan.assumptions.first_purchase_minor <= 0) return plan;
  ASSIGN_OR_RETURN(plan.plan, PlanPortfolio(plan.assumptions));
  return plan;
}

}  // namespace bestand::scoring
