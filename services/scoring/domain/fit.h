#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

struct FitProgress {
  int iteration;               // from 1
  double mean_log_likelihood;  // a customer
  double gradient;             // largest slope of it in a log-parameter; near 0 at the end
};

struct FitOptions {
  int threads = 1;  // changes no bit of the result
  int most_iterations = 200;
  // Asked once an iteration, on the calling thread; false ends the fit with CANCELLED. May be empty.
  std::function<bool(const FitProgress&)> keep_going;
};

struct ModelFit {
  PurchaseModel model;
  std::vector<double> standard_errors;  // in the order of ParametersOf
  std::vector<double> log_covariance;   // of the parameters' logarithms; k x k, row-major
  double log_likelihood;                // of all customers, without constants in x alone
  int iterations;
  double gradient;          // largest slope of the mean log-likelihood in a log-parameter
  bool dropout_identified;  // false: the data say too little about leaving; predictions still hold
  int64_t customers;
  int64_t repeat_buyers;
};

inline constexpr int64_t kFewestCustomers = 20;
inline constexpr int64_t kFewestRepeatBuyers = 10;

// Returns the maximum-likelihood fit: parameters within e^-10 to e^8, mean log-likelihood with
// exact gradient and Hessian (dual numbers), BFGS, Newton at the end. A direction in which the
// likelihood is flat is no failure: see dropout_identified.
//
// Fails with TOO_FEW_CUSTOMERS (facts `have`, `need`, `of`: "customers" or "repeat_buyers") below the
// two numbers above, which covers all one-time buyers and a single date; FIT_NOT_CONVERGED; CANCELLED
// when `keep_going` says so.
absl::StatusOr<ModelFit> FitModel(ModelKind kind, const CompressedHistories& histories,
                                  const FitOptions& options = {});

}  // namespace bestand::scoring
