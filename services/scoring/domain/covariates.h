#pragma once

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// Histories with what is known of each customer and does not change with time: how they were won, where they
// live, the value of the first basket. Row i of `values`, n x columns numbers row-major, belongs to history
// i.
struct CovariateData {
  std::span<const PurchaseHistory> histories;
  std::span<const double> values;  // finite; best of the size of 1: yes is 1, no 0
  size_t columns = 0;              // 1 to 8
};

// How covariates z shift the parameters of a customer:
//
//   alpha_i = alpha exp(-rate_effects z)            a higher effect buys more often
//   Pareto/NBD: beta_i = beta exp(-leaving_effects z)   a higher effect leaves sooner
//   (M)BG/NBD:  a_i = a exp(leaving_effects z), b_i = b exp(staying_effects z)
//
// Source: Fader, Hardie, "Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models"
// (2007).
struct CovariateFit {
  ModelFit base;  // of a customer whose covariates are all 0; log-likelihood and gradient are the whole fit's
  std::vector<double> rate_effects, leaving_effects, staying_effects;  // staying: none in Pareto/NBD
  std::vector<double> rate_errors, leaving_errors, staying_errors;     // standard errors
  std::vector<double> covariance;  // of base log-parameters, then rate, leaving, staying effects; row-major
};

// Customers whose covariates are equal.
struct CovariateGroup {
  std::vector<double> covariates;
  CompressedHistories histories;  // may be empty
};

// Returns the maximum-likelihood fit, with exact gradient and Hessian: those of the family's own likelihood,
// one group of customers with equal covariates after another, through the linear map from effects to
// log-parameters. Cost grows with the number of different covariate rows.
//
// Fails as FitModel, and with MODEL_PARAMETER_INVALID (fact `parameter`) on values of a wrong number or not
// finite ("values"), columns out of range ("columns"), a family without such covariates ("family");
// HISTORY_OUT_OF_ORDER as Compress.
absl::StatusOr<CovariateFit> FitWithCovariates(ModelKind kind, const CovariateData& data,
                                               const FitOptions& options = {});

// The same where the groups are known already, all with as many covariates; `all` holds the histories of all
// of them together.
absl::StatusOr<CovariateFit> FitGroups(ModelKind kind, const CompressedHistories& all,
                                       std::vector<CovariateGroup> groups, const FitOptions& options = {});

// Says whether a family has covariates.
bool HasCovariates(ModelKind kind);

// Returns the model of a customer with these covariates, as many as there are effects.
PurchaseModel ModelFor(const CovariateFit& fit, std::span<const double> covariates);

// Returns the fit of customers with these covariates: their model, and what is not known of its parameters.
ModelFit FitFor(const CovariateFit& fit, std::span<const double> covariates);

}  // namespace bestand::scoring
