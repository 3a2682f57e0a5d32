#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

// Customers counted by age: customers[i] of them are ages_days[i] days old, that is, bought first so many
// days before the day that is seen from. Oldest first; both columns have the same length.
struct Cohorts {
  std::vector<int32_t> ages_days;
  std::vector<int64_t> customers;

  size_t size() const { return ages_days.size(); }
  int64_t TotalCustomers() const;
  int32_t OldestDays() const { return ages_days.empty() ? 0 : ages_days.front(); }
};

// Returns the cohorts of customers of these ages, one number a customer; every age >= 0.
Cohorts CohortsOf(std::span<const int32_t> ages_days);

// Returns at most about `most` cohorts of about as many customers each, neighbours by age merged into one of
// their mean age: sums over customers of what changes smoothly with age stay the same.
Cohorts Merged(const Cohorts& cohorts, int64_t most);

}  // namespace bestand::scoring
