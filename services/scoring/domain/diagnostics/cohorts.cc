#include "services/scoring/domain/diagnostics/cohorts.h"

#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace bestand::scoring {

int64_t Cohorts::TotalCustomers() const {
  return std::accumulate(customers.begin(), customers.end(), int64_t{0});
}

Cohorts CohortsOf(std::span<const int32_t> ages_days) {
  std::map<int32_t, int64_t, std::greater<>> counts;
  for (const int32_t age : ages_days) ++counts[age];
  Cohorts cohorts;
  for (const auto& [age, customers] : counts) {
    cohorts.ages_days.push_back(age);
    cohorts.customers.push_back(customers);
  }
  return cohorts;
}

Cohorts Merged(const Cohorts& cohorts, int64_t most) {
  const int64_t enough = cohorts.TotalCustomers() / most + 1;
  Cohorts merged;
  int64_t customers = 0;
  double days = 0;
  for (size_t i = 0; i < cohorts.size(); ++i) {
    customers += cohorts.customers[i];
    days += static_cast<double>(cohorts.customers[i]) * cohorts.ages_days[i];
    if (customers < enough && i + 1 < cohorts.size()) continue;
    merged.ages_days.push_back(static_cast<int32_t>(std::lround(days / static_cast<double>(customers))));
    merged.customers.push_back(customers);
    customers = 0;
    days = 0;
  }
  return merged;
}

}  // namespace bestand::scoring
