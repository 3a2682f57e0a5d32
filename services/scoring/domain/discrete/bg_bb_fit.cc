#include "services/scoring/domain/discrete/bg_bb_fit.h"

#include <array>
#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include "common/error/error.h"
#include "services/scoring/domain/discrete/bg_bb_terms.h"
#include "services/scoring/domain/discrete/enough.h"
#include "services/scoring/domain/exact_slopes.h"
#include "services/scoring/domain/maximise.h"
#include "services/scoring/domain/parallel.h"

namespace bestand::scoring {
namespace {

absl::Status RowFailure(size_t row, std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER", message,
                 {{"row", std::to_string(row)}});
}

absl::Status CheckRows(const OpportunityHistories& data) {
  if (data.histories.size() != data.customers.size()) {
    return RowFailure(0, "There must be as many histories as counts of customers.");
  }
  for (size_t row = 0; row < data.histories.size(); ++row) {
    const absl::Status order = CheckOrder(data.histories[row]);
    if (!order.ok()) return RowFailure(row, MessageOf(order));
    if (data.customers[row] <= 0)
      return RowFailure(row, "A count of customers is not above 0; leave it out.");
  }
  return absl::OkStatus();
}

// Each distinct history once, in order: the result does not depend on the order of the customers.
OpportunityHistories Merged(const OpportunityHistories& data) {
  std::map<std::tuple<int, int, int>, int64_t> counts;
  for (size_t row = 0; row < data.histories.size(); ++row) {
    const auto& h = data.histories[row];
    counts[{h.purchases, h.last, h.opportunities}] += data.customers[row];
  }
  OpportunityHistories merged;
  for (const auto& [key, customers] : counts) {
    merged.histories.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key)});
    merged.customers.push_back(customers);
  }
  return merged;
}

struct Totals {
  int64_t customers = 0, repeat_buyers = 0;
};

Totals TotalsOf(const OpportunityHistories& data) {
  Totals totals;
  for (size_t row = 0; row < data.histories.size(); ++row) {
    totals.customers += data.customers[row];
    if (data.histories[row].purchases > 0) totals.repeat_buyers += data.customers[row];
  }
  return totals;
}

template <class S>
S Mean(const OpportunityHistories& data, const BgBbParameters<S>& p, const FitOptions& options) {
  const size_t rows = data.histories.size();
  std::vector<S> sums(ChunksIn(rows));
  ForEachChunk(rows, options.threads, [&](const Chunk& chunk) {
    S sum = 0.0;
    for (size_t i = chunk.begin; i < chunk.end; ++i) {
      sum = sum + LogLikelihoodOf(p, data.histories[i]) * static_cast<double>(data.customers[i]);
    }
    sums[chunk.index] = sum;
  });
  S total = 0.0;
  for (const S& sum : sums) total = total + sum;
  return total / static_cast<double>(TotalsOf(data).customers);
}

absl::StatusOr<Optimum> MaximiseFromSomewhere(const OpportunityHistories& data, const FitOptions& options) {
  const Objective objective = [&](const Eigen::VectorXd& logs, bool with_hessian) {
    return EvaluateExactly<4>(logs, with_hessian, [&](const auto& p) {
      return Mean(data, BgBbParameters<std::decay_t<decltype(p[0])>>{p[0], p[1], p[2], p[3]}, options);
    });
  };
  absl::StatusOr<Optimum> best;
  for (const auto& start : {std::array{1., 1., 1., 3.}, {.3, 2., .3, 3.}, {3., 3., 2., 20.}}) {
    const Eigen::Vector4d logs = Eigen::Map<const Eigen::Array4d>(start.data()).log();
    best = Maximise(objective, logs, options);
    if (best.ok() || absl::IsCancelled(best.status())) break;
  }
  return best;
}

// Whether the data tell the two parameters from `first` on.
bool IsIdentified(const Optimum& optimum, const Uncertainty& uncertainty, int first) {
  if (IsAtEdge(optimum.at.segment(first, 2))) return false;
  return std::sqrt(uncertainty.covariance(first, first)) < kFlatFrom &&
         std::sqrt(uncertainty.covariance(first + 1, first + 1)) < kFlatFrom;
}

BgBbFit Describe(const Optimum& optimum, const Totals& totals) {
  const auto customers = static_cast<double>(totals.customers);
  const auto uncertainty = UncertaintyAt(optimum.evaluation.hessian, customers);
  const Eigen::Vector4d p = optimum.at.array().exp();
  return {.model = {p[0], p[1], p[2], p[3]},
          .standard_errors = StandardErrors(optimum.at, uncertainty.covariance),
          .log_covariance = RowMajor(uncertainty.covariance),
          .log_likelihood = optimum.evaluation.value * customers,
          .iterations = optimum.iterations,
          .gradient = optimum.gradient,
          .buying_identified = IsIdentified(optimum, uncertainty, 0),
          .dropout_identified = IsIdentified(optimum, uncertainty, 2),
          .customers = totals.customers,
          .repeat_buyers = totals.repeat_buyers};
}

}  // namespace

absl::StatusOr<BgBbFit> FitBgBb(const OpportunityHistories& data, const FitOptions& options) {
  RETURN_IF_ERROR(CheckRows(data));
  const Totals totals = TotalsOf(data);
  RETURN_IF_ERROR(CheckEnough({"customers", "customers", totals.customers, kFewestCustomers}));
  RETURN_IF_ERROR(CheckEnough(
      {"repeat_buyers", "customers that used an opportunity", totals.repeat_buyers, kFewestRepeatBuyers}));
  ASSIGN_OR_RETURN(const Optimum optimum, MaximiseFromSomewhere(Merged(data), options));
  return Describe(optimum, totals);
}

}  // namespace bestand::scoring
