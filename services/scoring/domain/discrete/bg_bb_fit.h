#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/discrete/bg_bb.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// Many customers as distinct histories and how many customers have each: columns of equal length. The same
// history may come more than once.
struct OpportunityHistories {
  std::vector<OpportunityHistory> histories;
  std::vector<int64_t> customers;  // > 0
};

struct BgBbFit {
  BgBb model;
  std::vector<double> standard_errors;  // of alpha, beta, gamma, delta
  std::vector<double> log_covariance;   // of the parameters' logarithms; 4 x 4, row-major
  double log_likelihood;                // of all customers
  int iterations;
  double gradient;          // largest slope of the mean log-likelihood in a log-parameter
  bool buying_identified;   // false: all buy alike, or at every opportunity; predictions still hold
  bool dropout_identified;  // false: the data say too little about leaving; predictions still hold
  int64_t customers;
  int64_t repeat_buyers;  // who used an opportunity
};

// Returns the maximum-likelihood fit: parameters within e^-10 to e^8, exact gradient and Hessian. A direction
// in which the likelihood is flat is no failure: see the two flags. The cost grows with the distinct
// histories times how long they were silent.
//
// Fails with HISTORY_OUT_OF_ORDER (fact `row` for a history) when one cannot be, a count is not > 0, or the
// columns differ in length; TOO_FEW_CUSTOMERS below kFewestCustomers or kFewestRepeatBuyers;
// FIT_NOT_CONVERGED; CANCELLED when options.keep_going says so.
absl::StatusOr<BgBbFit> FitBgBb(const OpportunityHistories& data, const FitOptions& options = {});

}  // namespace bestand::scoring
