#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/domain/exact_slopes.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "services/scoring/domain/maximise.h"
#include "services/scoring/domain/parallel.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {
namespace {

// Those who bought again and spent something; values in units of their mean.
struct Spenders {
  std::vector<double> repeats, totals;   // x and x z of each
  std::map<int, double> customers_with;  // by repeats
  double sum_log_value = 0, sum_repeats_log_value = 0, sum_repeats_log_repeats = 0;
  double scale = 1;

  double size() const { return static_cast<double>(repeats.size()); }
};

absl::Status CheckRows(const SpendingColumns& columns) {
  bool good = columns.repeats.size() == columns.mean_value.size();
  for (size_t i = 0; good && i < columns.repeats.size(); ++i) {
    good = columns.repeats[i] >= 0 && columns.mean_value[i] >= 0 && std::isfinite(columns.mean_value[i]);
  }
  if (good) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "Repeats or mean values cannot be; send as many of both, finite and >= 0.");
}

double MeanValue(const SpendingColumns& columns) {
  double sum = 0, buyers = 0;
  for (size_t i = 0; i < columns.repeats.size(); ++i) {
    if (columns.repeats[i] == 0 || columns.mean_value[i] == 0) continue;
    sum += columns.mean_value[i];
    buyers += 1;
  }
  return buyers > 0 ? sum / buyers : 1;
}

Spenders SpendersIn(const SpendingColumns& columns) {
  Spenders spenders;
  spenders.scale = MeanValue(columns);
  for (size_t i = 0; i < columns.repeats.size(); ++i) {
    const double x = columns.repeats[i], value = columns.mean_value[i] / spenders.scale;
    if (x == 0 || value == 0) continue;
    spenders.repeats.push_back(x);
    spenders.totals.push_back(x * value);
    spenders.customers_with[columns.repeats[i]] += 1;
    spenders.sum_log_value += std::log(value);
    spenders.sum_repeats_log_value += x * std::log(value);
    spenders.sum_repeats_log_repeats += x * std::log(x);
  }
  return spenders;
}

// Pearson's correlation between repeats and mean value; 0 when one does not vary.
double Correlation(const Spenders& spenders) {
  double x = 0, v = 0, xx = 0, vv = 0, xv = 0;
  for (size_t i = 0; i < spenders.repeats.size(); ++i) {
    const double repeats = spenders.repeats[i], value = spenders.totals[i] / repeats;
    x += repeats, v += value, xx += repeats * repeats, vv += value * value, xv += repeats * value;
  }
  const double n = spenders.size();
  const double spread = (xx - x * x / n) * (vv - v * v / n);
  return spread > 1e-12 * xx * vv ? (xv - x * v / n) / std::sqrt(spread) : 0;
}

template <class S>
S SumOverCustomers(const Spenders& spenders, const S& p, const S& q, const S& gamma, int threads) {
  std::vector<S> sums(ChunksIn(spenders.repeats.size()));
  ForEachChunk(spenders.repeats.size(), threads, [&](const Chunk& chunk) {
    S sum = 0.0;
    for (size_t i = chunk.begin; i < chunk.end; ++i) {
      sum = sum + (p * spenders.repeats[i] + q) * Log(gamma + spenders.totals[i]);
    }
    sums[chunk.index] = sum;
  });
  S total = 0.0;
  for (const S& sum : sums) total = total + sum;
  return total;
}

// Eq. 1a; the terms that depend on x alone are computed once per distinct x.
template <class S>
S Mean(const Spenders& spenders, const S& p, const S& q, const S& gamma, int threads) {
  S total = p * (spenders.sum_repeats_log_value + spenders.sum_repeats_log_repeats) - spenders.sum_log_value;
  total = total + (q * Log(gamma) - LogGamma(q)) * spenders.size();
  for (const auto& [x, customers] : spenders.customers_with) {
    total =
        total + (LogGamma(p * static_cast<double>(x) + q) - LogGamma(p * static_cast<double>(x))) * customers;
  }
  return (total - SumOverCustomers(spenders, p, q, gamma, threads)) / spenders.size();
}

GammaGammaFit Describe(const Spenders& spenders, const Optimum& optimum) {
  const auto uncertainty = UncertaintyAt(optimum.evaluation.hessian, spenders.size());
  const Eigen::Vector3d p = optimum.at.array().exp();
  auto errors = StandardErrors(optimum.at, uncertainty.covariance);
  errors[2] *= spenders.scale;
  return {.model = {p[0], p[1], p[2] * spenders.scale},
          .standard_errors = errors,
          .log_covariance = RowMajor(uncertainty.covariance),
          .log_likelihood = (optimum.evaluation.value - std::log(spenders.scale)) * spenders.size(),
          .iterations = optimum.iterations,
          .gradient = optimum.gradient,
          .spread_identified = uncertainty.flattest_error < kFlatFrom && !IsAtEdge(optimum.at),
          .mean_exists = p[1] > 1,
          .repeat_buyers = static_cast<int64_t>(spenders.repeats.size()),
          .frequency_correlation = Correlation(spenders)};
}

}  // namespace

absl::StatusOr<GammaGammaFit> FitGammaGamma(const SpendingColumns& columns, const FitOptions& options) {
  RETURN_IF_ERROR(CheckRows(columns));
  const Spenders spenders = SpendersIn(columns);
  if (const auto have = static_cast<int64_t>(spenders.repeats.size()); have < kFewestRepeatBuyers) {
    return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                   "There are " + std::to_string(have) + " repeat buyers with revenue, a fit needs " +
                       std::to_string(kFewestRepeatBuyers) + "; import more history.",
                   {{"have", std::to_string(have)},
                    {"need", std::to_string(kFewestRepeatBuyers)},
                    {"of", "repeat_buyers"}});
  }
  const Objective objective = [&](const Eigen::VectorXd& logs, bool with_hessian) {
    return EvaluateExactly<3>(
        logs, with_hessian, [&](const auto& p) { return Mean(spenders, p[0], p[1], p[2], options.threads); });
  };
  const Eigen::Vector3d start(std::log(2.), std::log(4.), std::log(2.));
  ASSIGN_OR_RETURN(const Optimum optimum, Maximise(objective, start, options));
  return Describe(spenders, optimum);
}

}  // namespace bestand::scoring
