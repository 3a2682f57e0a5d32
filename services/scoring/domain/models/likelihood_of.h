#pragma once

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "services/scoring/domain/exact_slopes.h"
#include "services/scoring/domain/models/likelihood_plan.h"
#include "services/scoring/domain/models/model_family.h"
#include "services/scoring/domain/parallel.h"

namespace bestand::scoring {

// The largest regularity of a family, 1 unless it says something else.
template <class Kernels>
constexpr int MostRegularity() {
  if constexpr (requires { Kernels::kMostRegularity; }) {
    return Kernels::kMostRegularity;
  } else {
    return 1;
  }
}

template <class Kernels>
constexpr int kParametersOf = static_cast<int>(std::size(Kernels::kParameters));
// A regularity comes first and is not fitted by slopes.
template <class Kernels>
constexpr int kGivenOf = MostRegularity<Kernels>() > 1 ? 1 : 0;
template <class Kernels>
constexpr int kFittedOf = kParametersOf<Kernels> - kGivenOf<Kernels>;

template <class Terms>
double DataConstantOf(const std::vector<double>& p, const PurchaseHistory& h) {
  if constexpr (requires { Terms::DataConstant(p, h); }) {
    return Terms::DataConstant(p, h);
  } else {
    return 0;
  }
}

template <class Value, class Result, class Compute>
std::vector<Result> TableOf(const std::vector<Value>& values, int threads, Compute compute) {
  std::vector<Result> results(values.size());
  ForEachChunk(values.size(), threads, [&](const Chunk& chunk) {
    for (size_t i = chunk.begin; i < chunk.end; ++i) results[i] = compute(values[i]);
  });
  return results;
}

template <class Terms, class S>
std::vector<S> GoneTableOf(const Terms& terms, const std::vector<Place>& places, int threads) {
  std::vector<S> weights(places.size());
  ForEachChunk(places.size(), threads, [&](const Chunk& chunk) {
    const size_t size = chunk.end - chunk.begin;
    FillGoneWeights(terms, std::span(places).subspan(chunk.begin, size),
                    std::span(weights).subspan(chunk.begin, size));
  });
  return weights;
}

// All that depends on less than a whole row, at one point of the parameters.
template <class Terms, class S>
struct LikelihoodTables {
  LikelihoodTables(const LikelihoodPlan& plan, const Terms& terms, int threads)
      : constant(TableOf<int, S>(plan.repeats.values, threads, [&](int x) { return terms.Constant(x); })),
        recency(TableOf<double, TimeLogs<S>>(plan.recency.values, threads,
                                             [&](double tau) { return terms.LogsAt(tau); })),
        age(TableOf<double, TimeLogs<S>>(plan.age.values, threads,
                                         [&](double tau) { return terms.LogsAt(tau); })),
        gone(GoneTableOf<Terms, S>(terms, plan.gone.values, threads)),
        gone_by(GoneTableOf<Terms, S>(terms, plan.gone_by.values, threads)) {}

  std::vector<S> constant;
  std::vector<TimeLogs<S>> recency, age;
  std::vector<S> gone, gone_by;
};

template <class Terms, class S>
S RowLogLikelihood(const LikelihoodPlan& plan, const Terms& terms, const LikelihoodTables<Terms, S>& tables,
                   size_t row) {
  const int x = plan.histories.repeats[row];
  const S at_age = terms.Exponent(x, tables.age[plan.age.of_row[row]]);
  const S at_recency = terms.Exponent(x, tables.recency[plan.recency.of_row[row]]);
  S alive = SilenceWeightOf<S>(terms, plan.Row(row), plan.histories.age_weeks[row]);
  if constexpr (Terms::kLeavesAnyTime) alive = alive - tables.gone_by[plan.gone_by.of_row[row]];
  return tables.constant[plan.repeats.of_row[row]] - at_age +
         LogAliveOrGone(alive, tables.gone[plan.gone.of_row[row]], S(at_age - at_recency));
}

template <class Terms, class S>
S MeanOverRows(const LikelihoodPlan& plan, std::span<const S> parameters, int threads) {
  const Terms terms(parameters);
  const LikelihoodTables<Terms, S> tables(plan, terms, threads);
  const size_t rows = plan.histories.size();
  std::vector<S> sums(ChunksIn(rows));
  ForEachChunk(rows, threads, [&](const Chunk& chunk) {
    S sum = 0.0;
    for (size_t i = chunk.begin; i < chunk.end; ++i) {
      sum = sum + RowLogLikelihood(plan, terms, tables, i) * static_cast<double>(plan.histories.customers[i]);
    }
    sums[chunk.index] = sum;
  });
  S total = 0.0;
  for (const S& sum : sums) total = total + sum;
  return total / plan.customers;
}

template <class Kernels, int kOrder>
Evaluation Evaluate(const LikelihoodPlan& plan, const LikelihoodData& data, const Eigen::VectorXd& logs) {
  constexpr int kN = kFittedOf<Kernels>, kGiven = kGivenOf<Kernels>;
  using S = Dual<kN, kOrder>;
  std::array<S, kGiven + kN> p;
  if (kGiven == 1) p[0] = static_cast<double>(data.regularity);
  for (int i = 0; i < kN; ++i) p[kGiven + i] = FromLog<S>(logs[i], i);
  using Terms = typename Kernels::template Terms<S>;
  return EvaluationOf(MeanOverRows<Terms, S>(plan, std::span<const S>(p), data.threads));
}

// The mean over customers of DataConstant.
template <class Kernels>
double MeanDataConstant(const LikelihoodPlan& plan, int regularity) {
  using Terms = typename Kernels::template Terms<double>;
  double sum = 0;
  for (size_t i = 0; i < plan.histories.size(); ++i) {
    sum += DataConstantOf<Terms>({static_cast<double>(regularity)}, plan.Row(i)) *
           static_cast<double>(plan.histories.customers[i]);
  }
  return sum / plan.customers;
}

// Makes MeanLogLikelihood of likelihood.h from a family's kernels.
template <class Kernels>
Objective ObjectiveOf(const LikelihoodData& data) {
  using Terms = typename Kernels::template Terms<double>;
  auto plan = std::make_shared<const LikelihoodPlan>(data.histories, Terms::kLeavesAnyTime);
  const double constant = MeanDataConstant<Kernels>(*plan, data.regularity);
  return [plan, constant, data](const Eigen::VectorXd& logs, bool with_hessian) {
    Evaluation result =
        with_hessian ? Evaluate<Kernels, 2>(*plan, data, logs) : Evaluate<Kernels, 1>(*plan, data, logs);
    result.value += constant;
    return result;
  };
}

}  // namespace bestand::scoring
