#include "services/scoring/domain/portfolio.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

__extension__ using Wide = __int128;  // products of two 64-bit numbers

// Running totals of the values, least first, with a 0 before them.
std::vector<double> RunningTotals(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> totals(values.size() + 1, 0);
  std::partial_sum(values.begin(), values.end(), totals.begin() + 1);
  return totals;
}

// The total of the least valuable `part` of the customers, the last of them counted in part.
double TotalBelow(const std::vector<double>& totals, double part) {
  const double place = part * static_cast<double>(totals.size() - 1);
  const auto whole = std::min(static_cast<size_t>(place), totals.size() - 1);
  const size_t next = std::min(whole + 1, totals.size() - 1);
  return totals[whole] + (place - static_cast<double>(whole)) * (totals[next] - totals[whole]);
}

// 1 - twice the area under the Lorenz curve.
double Gini(const std::vector<double>& totals) {
  double area = 0;
  for (size_t i = 1; i < totals.size(); ++i) area += (totals[i - 1] + totals[i]) / 2;
  return 1 - 2 * area / (totals.back() * static_cast<double>(totals.size() - 1));
}

void Unless(bool good, const char* field, const char* description, std::vector<FieldViolation>& found) {
  if (!good) found.push_back({field, description});
}

absl::Status CheckAssumptions(const PlanAssumptions& a) {
  std::vector<FieldViolation> found;
  Unless(a.lifetime_value_minor > 0, "lifetime_value", "must be > 0", found);
  Unless(a.first_purchase_minor > 0, "first_purchase", "must be > 0", found);
  Unless(a.first_purchase_minor <= a.lifetime_value_minor, "first_purchase",
         "must not exceed the lifetime value, which contains it", found);
  Unless(a.years >= 1 && a.years <= 50, "years", "must be 1 to 50", found);
  Unless(a.customers >= 0 && a.customers <= 1'000'000'000, "customers", "must be 0 to 1,000,000,000", found);
  Unless(a.return_per_unit >= 1 && a.return_per_unit <= 1000, "return_per_unit", "must be 1 to 1,000", found);
  return found.empty() ? absl::OkStatus() : InvalidFields(found);
}

}  // namespace

absl::StatusOr<Portfolio> SummarisePortfolio(std::span<const double> values_minor) {
  for (size_t i = 0; i < values_minor.size(); ++i) {
    if (values_minor[i] >= 0 && std::isfinite(values_minor[i])) continue;
    return InvalidFields({{"values[" + std::to_string(i) + "]", "must be a finite number >= 0"}});
  }
  const auto totals = RunningTotals({values_minor.begin(), values_minor.end()});
  const size_t customers = values_minor.size();
  const double total = totals.back();
  Portfolio result{.customers = static_cast<int64_t>(customers), .total_value_minor = total};
  result.average_value_minor = customers > 0 ? total / static_cast<double>(customers) : 0;
  const size_t top = (customers + 9) / 10;
  result.top_decile_share = total > 0 ? (total - totals[customers - top]) / total : 0;
  result.gini = total > 0 ? Gini(totals) : 0;
  for (int tenth = 0; tenth <= 10; ++tenth) {
    result.lorenz.push_back(total > 0 ? TotalBelow(totals, tenth / 10.) / total : tenth / 10.);
  }
  return result;
}

absl::StatusOr<PortfolioPlan> PlanPortfolio(const PlanAssumptions& assumptions) {
  RETURN_IF_ERROR(CheckAssumptions(assumptions));
  const Wide remaining = assumptions.lifetime_value_minor - assumptions.first_purchase_minor;
  const Wide revenue = remaining * assumptions.customers;  // over all years
  if (revenue > std::numeric_limits<int64_t>::max() / 1000) {
    return InvalidFields(
        {{"customers", "times the remaining value exceeds what 64 bits hold; plan for fewer"}});
  }
  const Wide yearly = revenue / assumptions.years;
  const Wide yearly_budget = revenue / (static_cast<Wide>(assumptions.years) * assumptions.return_per_unit);
  const auto narrow = [](Wide amount) { return static_cast<int64_t>(amount); };
  return PortfolioPlan{.remaining_minor = narrow(remaining),
                       .potential_per_mille = narrow(remaining * 1000 / assumptions.first_purchase_minor),
                       .yearly_per_customer_minor = narrow(remaining / assumptions.years),
                       .yearly_revenue_minor = narrow(yearly),
                       .yearly_budget_minor = narrow(yearly_budget),
                       .yearly_net_minor = narrow(yearly - yearly_budget),
                       .net_minor = narrow(revenue - revenue / assumptions.return_per_unit)};
}

}  // namespace bestand::scoring
