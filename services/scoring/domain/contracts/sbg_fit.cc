#include "services/scoring/domain/contracts/sbg_fit.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/discrete/enough.h"
#include "services/scoring/domain/exact_slopes.h"
#include "services/scoring/domain/maximise.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {
namespace {

constexpr double kStep = .01;                    // in a log-parameter
constexpr double kNormal80 = 1.281551565544600;  // 90 % quantile of the normal distribution
constexpr double kWidest = 50;                   // e^50 is "anything"

double Decisions(const Renewals& renewals) {
  return static_cast<double>(renewals.TotalRenewed() + renewals.TotalLeft());
}

absl::Status CheckRows(const Renewals& renewals) {
  const auto counts = [](const std::vector<int64_t>& column) {
    return std::all_of(column.begin(), column.end(), [](int64_t count) { return count >= 0; });
  };
  if (renewals.renewed.size() == renewals.left.size() && counts(renewals.renewed) && counts(renewals.left)) {
    return absl::OkStatus();
  }
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "Renewals cannot be; send as many counts of renewed as of left contracts, all >= 0.");
}

// The mean log-likelihood of a renewal date.
template <class S>
S Mean(const Renewals& renewals, const S& alpha, const S& beta) {
  S sum = 0.0;
  for (size_t k = 0; k < renewals.left.size(); ++k) {
    const auto stayed = static_cast<double>(renewals.renewed[k]),
               left = static_cast<double>(renewals.left[k]);
    if (stayed + left == 0) continue;
    const S age = beta + static_cast<double>(k);
    // Relative logarithms: with large parameters the absolute ones cancel.
    sum = sum - Log1p(alpha / age) * stayed - Log1p(age / alpha) * left;
  }
  return sum / Decisions(renewals);
}

Objective ObjectiveOf(const Renewals& renewals) {
  return [&renewals](const Eigen::VectorXd& logs, bool with_hessian) {
    return EvaluateExactly<2>(logs, with_hessian, [&](const auto& p) { return Mean(renewals, p[0], p[1]); });
  };
}

// Starts at the overall retention with a spread as published for subscriptions.
Eigen::Vector2d Start(const Renewals& renewals) {
  const double retention = static_cast<double>(renewals.TotalRenewed()) / Decisions(renewals);
  return Eigen::Vector2d(std::log(3 * (1 - retention)), std::log(3 * retention))
      .cwiseMax(kLogLeast + 1)
      .cwiseMin(kLogMost - 1);
}

SbgFit WithoutTop(const Renewals& renewals, bool nobody_left) {
  const double n = Decisions(renewals);
  const Sbg model = nobody_left ? Sbg{.5, n + .5} : Sbg{n + .5, .5};
  const double variance = Trigamma(.5) - Trigamma(n + 1);  // of the rare event's log-probability
  const double a = nobody_left ? variance : 0, b = nobody_left ? 0 : variance;
  return {.model = model,
          .standard_errors = {model.alpha * std::sqrt(a), model.beta * std::sqrt(b)},
          .log_covariance = {a, 0, 0, b},
          .log_likelihood = Mean(renewals, model.alpha, model.beta) * n,
          .iterations = 0,
          .gradient = 0,
          .evidence = nobody_left ? RenewalEvidence::kNobodyLeft : RenewalEvidence::kEverybodyLeft,
          .contracts = renewals.contracts};
}

SbgFit Describe(const Optimum& optimum, const Renewals& renewals) {
  const auto uncertainty = UncertaintyAt(optimum.evaluation.hessian, Decisions(renewals));
  const bool known = uncertainty.flattest_error < kFlatFrom && !IsAtEdge(optimum.at);
  return {.model = {std::exp(optimum.at[0]), std::exp(optimum.at[1])},
          .standard_errors = StandardErrors(optimum.at, uncertainty.covariance),
          .log_covariance = RowMajor(uncertainty.covariance),
          .log_likelihood = optimum.evaluation.value * Decisions(renewals),
          .iterations = optimum.iterations,
          .gradient = optimum.gradient,
          .evidence = known ? RenewalEvidence::kEnough : RenewalEvidence::kSpreadUnknown,
          .contracts = renewals.contracts};
}

// The logarithm of the residual periods with parameter k moved by `step` on the log scale.
absl::StatusOr<double> MovedLog(Sbg model, int k, double step, const ContractStanding& standing,
                                const LifetimeTerms& terms) {
  (k == 0 ? model.alpha : model.beta) *= std::exp(step);
  ASSIGN_OR_RETURN(const double periods, DiscountedResidualPeriods(model, standing, terms));
  return std::log(periods);
}

}  // namespace

std::string_view NameOf(RenewalEvidence evidence) {
  constexpr std::string_view kNames[] = {"ENOUGH", "SPREAD_UNKNOWN", "NOBODY_LEFT", "EVERYBODY_LEFT"};
  return kNames[static_cast<int>(evidence)];
}

absl::StatusOr<SbgFit> FitSbg(const Renewals& renewals, const FitOptions& options) {
  RETURN_IF_ERROR(CheckRows(renewals));
  RETURN_IF_ERROR(
      CheckEnough({"contracts", "contracts that came up for renewal", renewals.contracts, kFewestContracts}));
  if (renewals.TotalLeft() == 0) return WithoutTop(renewals, true);
  if (renewals.TotalRenewed() == 0) return WithoutTop(renewals, false);
  ASSIGN_OR_RETURN(const Optimum optimum, Maximise(ObjectiveOf(renewals), Start(renewals), options));
  return Describe(optimum, renewals);
}

absl::StatusOr<Ends80> ResidualPeriods80(const SbgFit& fit, const ContractStanding& standing,
                                         const LifetimeTerms& terms) {
  ASSIGN_OR_RETURN(const double middle, DiscountedResidualPeriods(fit.model, standing, terms));
  if (middle <= 0) return Ends80{0, 0};
  double slopes[2];
  for (int k = 0; k < 2; ++k) {
    ASSIGN_OR_RETURN(const double low, MovedLog(fit.model, k, -kStep, standing, terms));
    ASSIGN_OR_RETURN(const double high, MovedLog(fit.model, k, kStep, standing, terms));
    slopes[k] = (high - low) / (2 * kStep);
  }
  const auto& c = fit.log_covariance;
  const double variance =
      slopes[0] * slopes[0] * c[0] + slopes[0] * slopes[1] * (c[1] + c[2]) + slopes[1] * slopes[1] * c[3];
  const double half = std::min(kNormal80 * std::sqrt(std::max(variance, 0.)), kWidest);
  return Ends80{middle * std::exp(-half), middle * std::exp(half)};
}

}  // namespace bestand::scoring
