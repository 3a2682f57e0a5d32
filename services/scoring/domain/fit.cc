#include "services/scoring/domain/fit.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/likelihood.h"
#include "services/scoring/domain/maximise.h"
#include "services/scoring/domain/models/model_family.h"

namespace bestand::scoring {
namespace {

absl::Status CheckEnough(std::string_view of, std::string_view what, int64_t have, int64_t need) {
  if (have >= need) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                 "There are " + std::to_string(have) + " " + std::string(what) + ", a fit needs " +
                     std::to_string(need) + "; import more history.",
                 {{"have", std::to_string(have)}, {"need", std::to_string(need)}, {"of", std::string(of)}});
}

// Repeats a week, over all customers.
double MeanRate(const CompressedHistories& histories) {
  double repeats = 0, weeks = 0;
  for (size_t i = 0; i < histories.size(); ++i) {
    repeats += static_cast<double>(histories.repeats[i] * histories.customers[i]);
    weeks += histories.age_weeks[i] * static_cast<double>(histories.customers[i]);
  }
  return repeats / weeks;
}

// The point to start from whose purchase rates have that shape; customers leave after some purchases or
// after some of the usual gaps.
Eigen::VectorXd Start(ModelKind kind, double rate, double shape) {
  const double log_alpha = std::clamp(std::log(shape / rate), kLogLeast + 1, kLogMost - 1);
  return FamilyOf(kind).Start(shape, log_alpha);
}

absl::StatusOr<Optimum> MaximiseFromSomewhere(ModelKind kind, const CompressedHistories& histories,
                                              const FitOptions& options) {
  const Objective objective = MeanLogLikelihood(kind, histories, options.threads);
  const double rate = MeanRate(histories);
  absl::StatusOr<Optimum> best;
  for (const double shape : {.5, 3., .05}) {
    best = Maximise(objective, Start(kind, rate, shape), options);
    if (best.ok() || absl::IsCancelled(best.status())) break;
  }
  return best;
}

// Whether leaving, the third and fourth parameter, is where the data say too little.
bool IsDropoutIdentified(const Optimum& optimum, const Uncertainty& uncertainty) {
  if (optimum.at.size() < 4) return true;
  if (IsAtEdge(optimum.at.tail(2))) return false;
  return uncertainty.flattest_error < kFlatFrom || uncertainty.flattest.tail(2).norm() < .5;
}

absl::StatusOr<ModelFit> Describe(ModelKind kind, const Optimum& optimum,
                                  const CompressedHistories& histories) {
  const int64_t customers = histories.TotalCustomers();
  const auto uncertainty = UncertaintyAt(optimum.evaluation.hessian, static_cast<double>(customers));
  const Eigen::VectorXd parameters = optimum.at.array().exp();
  ASSIGN_OR_RETURN(PurchaseModel model, MakeModel(kind, {parameters.begin(), parameters.end()}));
  return ModelFit{.model = model,
                  .standard_errors = StandardErrors(optimum.at, uncertainty.covariance),
                  .log_covariance = RowMajor(uncertainty.covariance),
                  .log_likelihood = optimum.evaluation.value * static_cast<double>(customers),
                  .iterations = optimum.iterations,
                  .gradient = optimum.gradient,
                  .dropout_identified = IsDropoutIdentified(optimum, uncertainty),
                  .customers = customers,
                  .repeat_buyers = histories.RepeatBuyers()};
}

}  // namespace

absl::StatusOr<ModelFit> FitModel(ModelKind kind, const CompressedHistories& histories,
                                  const FitOptions& options) {
  RETURN_IF_ERROR(CheckEnough("customers", "customers", histories.TotalCustomers(), kFewestCustomers));
  RETURN_IF_ERROR(CheckEnough("repeat_buyers", "customers that bought on a second day",
                              histories.RepeatBuyers(), kFewestRepeatBuyers));
  ASSIGN_OR_RETURN(const Optimum optimum, MaximiseFromSomewhere(kind, histories, options));
  return Describe(kind, optimum, histories);
}

}  // namespace bestand::scoring
