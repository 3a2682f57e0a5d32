#include "services/scoring/domain/fit.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

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

// The likelihood along the family's axes: its log-parameters are axes * at.
Objective Along(const Eigen::MatrixXd& axes, Objective of_logs) {
  return [axes, of_logs = std::move(of_logs)](const Eigen::VectorXd& at, bool with_hessian) {
    Evaluation result = of_logs(axes * at, with_hessian);
    result.gradient = axes.transpose() * result.gradient;
    if (with_hessian) result.hessian = axes.transpose() * result.hessian * axes;
    return result;
  };
}

// An optimum, and for which regularity.
struct Found {
  Optimum optimum;
  int regularity = 1;
};

absl::StatusOr<Found> MaximiseFromSomewhere(ModelKind kind, const LikelihoodData& data,
                                            const FitOptions& options);

// The optimum of the family's limit, in terms of this one; nothing where there is none.
absl::StatusOr<std::vector<Eigen::VectorXd>> StartsAtLimit(ModelKind kind, const LikelihoodData& data,
                                                           const FitOptions& options) {
  const auto limit = FamilyOf(kind).facts().limit;
  if (!limit) return std::vector<Eigen::VectorXd>{};
  const auto found = MaximiseFromSomewhere(*limit, data, options);
  if (absl::IsCancelled(found.status())) return found.status();
  if (!found.ok()) return std::vector<Eigen::VectorXd>{};
  return std::vector{FamilyOf(kind).AtLimit(FamilyOf(*limit).Axes() * found->optimum.at)};
}

absl::StatusOr<Found> MaximiseFromSomewhere(ModelKind kind, const LikelihoodData& data,
                                            const FitOptions& options) {
  const Eigen::MatrixXd axes = FamilyOf(kind).Axes();
  const Objective objective = Along(axes, MeanLogLikelihood(kind, data));
  const double rate = MeanRate(data.histories);
  ASSIGN_OR_RETURN(auto starts, StartsAtLimit(kind, data, options));
  for (const double shape : {.5, 3., .05}) starts.push_back(Start(kind, rate * data.regularity, shape));
  absl::StatusOr<Optimum> best;
  for (const Eigen::VectorXd& start : starts) {
    best = Maximise(objective, axes.inverse() * start, options);
    if (best.ok() || absl::IsCancelled(best.status())) break;
  }
  RETURN_IF_ERROR(best.status());
  return Found{*std::move(best), data.regularity};
}

// The likelihood has one top over the regularities: the search ends when two in a row were no better.
absl::StatusOr<Found> MaximiseOverRegularities(ModelKind kind, const CompressedHistories& histories,
                                               const FitOptions& options) {
  ASSIGN_OR_RETURN(Found best, MaximiseFromSomewhere(kind, {histories, options.threads}, options));
  const int most = FamilyOf(kind).facts().most_regularity;
  for (int k = 2; k <= std::min(most, best.regularity + 2); ++k) {
    auto next = MaximiseFromSomewhere(kind, {histories, options.threads, k}, options);
    if (absl::IsCancelled(next.status())) return next;
    if (next.ok() && next->optimum.evaluation.value > best.optimum.evaluation.value) best = *std::move(next);
  }
  return best;
}

// Whether leaving, all from the third parameter on, is where the data say too little.
bool IsDropoutIdentified(const Optimum& optimum, const Uncertainty& uncertainty) {
  const Eigen::Index dropout = optimum.at.size() - 2;
  if (dropout == 0) return true;
  if (IsAtEdge(optimum.at.tail(dropout))) return false;
  return uncertainty.flattest_error < kFlatFrom || uncertainty.flattest.tail(dropout).norm() < .5;
}

// Puts a regularity, which is known for certain, before what was fitted by slopes.
void PutFirst(double regularity, Eigen::VectorXd& logs, Eigen::MatrixXd& covariance) {
  const Eigen::Index size = logs.size();
  logs = (Eigen::VectorXd(size + 1) << std::log(regularity), logs).finished();
  Eigen::MatrixXd wider = Eigen::MatrixXd::Zero(size + 1, size + 1);
  wider.bottomRightCorner(size, size) = covariance;
  covariance = wider;
}

absl::StatusOr<ModelFit> Describe(ModelKind kind, const Found& found, const CompressedHistories& histories) {
  const Optimum& optimum = found.optimum;
  const Eigen::MatrixXd axes = FamilyOf(kind).Axes();
  const int64_t customers = histories.TotalCustomers();
  const auto uncertainty = UncertaintyAt(optimum.evaluation.hessian, static_cast<double>(customers));
  Eigen::VectorXd logs = axes * optimum.at;
  Eigen::MatrixXd covariance = axes * uncertainty.covariance * axes.transpose();
  if (FamilyOf(kind).facts().most_regularity > 1) PutFirst(found.regularity, logs, covariance);
  Eigen::VectorXd parameters = logs.array().exp();
  if (FamilyOf(kind).facts().most_regularity > 1) parameters[0] = found.regularity;
  ASSIGN_OR_RETURN(PurchaseModel model, MakeModel(kind, {parameters.begin(), parameters.end()}));
  return ModelFit{.model = model,
                  .standard_errors = StandardErrors(logs, covariance),
                  .log_covariance = RowMajor(covariance),
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
  ASSIGN_OR_RETURN(const Found found, MaximiseOverRegularities(kind, histories, options));
  return Describe(kind, found, histories);
}

}  // namespace bestand::scoring
