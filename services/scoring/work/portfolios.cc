#include "services/scoring/work/portfolios.h"

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

void Add(const CustomerValue& value, ValueGroup& group) {
  ++group.customers;
  group.clv_60_months_minor += value.clv_60_months_minor;
  group.first_purchase_minor += value.first_purchase_value_minor;
  group.purchase_minor += value.purchase_value_minor;
}

}  // namespace

absl::StatusOr<PortfolioReport> Portfolios::Summarise(const std::string& purpose_id) const {
  ASSIGN_OR_RETURN(const auto set, reader_.Published());
  ASSIGN_OR_RETURN(const auto model, models_.Find(set->model_id));
  ASSIGN_OR_RETURN(const CustomerIds addressable, AddressableIds(addressable_, purpose_id));
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

absl::StatusOr<CustomerIds> AddressableIds(AddressableSource& source, const std::string& purpose_id) {
  CustomerIds ids;
  if (purpose_id.empty()) return ids;
  RETURN_IF_ERROR(source.Stream(purpose_id, [&](std::span<const std::string> chunk) {
    ids.insert(chunk.begin(), chunk.end());
    return absl::OkStatus();
  }));
  return ids;
}

}  // namespace bestand::scoring
