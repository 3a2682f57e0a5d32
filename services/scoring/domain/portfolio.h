#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"

namespace bestand::scoring {

// What all relationships together are worth. Amounts are minor units of one currency.
struct Portfolio {
  int64_t customers;
  double total_value_minor;
  double average_value_minor;  // 0 without customers
  double top_decile_share;     // part of the total held by the most valuable 10 % (rounded up), [0, 1]
  double gini;                 // 0: all alike; towards 1: one has all
  std::vector<double> lorenz;  // 11 points: share of the total of the least valuable 0 %, 10 %, ... 100 %
};

// Returns the portfolio of customers worth `values_minor` each. Fails with FIELD_INVALID when a value is
// negative or not finite. Sorts a copy.
absl::StatusOr<Portfolio> SummarisePortfolio(std::span<const double> values_minor);

// A marketing business case for customers one has; amounts in minor units of one currency.
struct PlanAssumptions {
  int64_t lifetime_value_minor;  // of one customer, first purchase included; > 0
  int64_t first_purchase_minor;  // > 0, at most the lifetime value
  int years;                     // over which the rest comes in evenly; 1 to 50
  int64_t customers;             // that may be addressed; 0 to 1e9
  int64_t return_per_unit;       // revenue for each unit spent ("1 to 5": 5); 1 to 1000
};

struct PortfolioPlan {
  int64_t remaining_minor;            // lifetime value less first purchase, of one customer
  int64_t potential_per_mille;        // remaining / first purchase, in thousandths
  int64_t yearly_per_customer_minor;  // remaining / years
  int64_t yearly_revenue_minor;       // of all customers
  int64_t yearly_budget_minor;        // yearly revenue / return
  int64_t yearly_net_minor;           // yearly revenue less budget
  int64_t net_minor;                  // over all years
};

// Returns the plan. Each figure is computed from the exact amounts and rounded down once (net: what is left
// after the budget). For example lifetime value 10,000, first purchase 4,000, 5 years, 100 customers,
// return 1 to 5: potential 1.5, 1,200 a year a customer, 120,000 a year, budget 24,000, net 96,000 a
// year, 480,000 in five years.
// Fails with FIELD_INVALID naming every assumption out of range, and when a figure exceeds 64 bits.
absl::StatusOr<PortfolioPlan> PlanPortfolio(const PlanAssumptions& assumptions);

}  // namespace bestand::scoring
