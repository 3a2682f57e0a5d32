#include "services/scoring/domain/likelihood.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "services/scoring/domain/model_terms.h"
#include "services/scoring/domain/parallel.h"

namespace bestand::scoring {
namespace {

// The distinct values of a column, and for each row which of them it has.
template <class T>
struct Distinct {
  std::vector<T> values;
  std::vector<int32_t> of_row;

  Distinct() = default;
  explicit Distinct(const std::vector<T>& column) : values(column), of_row(column.size()) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (size_t i = 0; i < column.size(); ++i) {
      of_row[i] =
          static_cast<int32_t>(std::lower_bound(values.begin(), values.end(), column[i]) - values.begin());
    }
  }
};

using RepeatsAndTime = std::pair<int, double>;

Distinct<RepeatsAndTime> DistinctPairs(const std::vector<int>& repeats, const std::vector<double>& times,
                                       bool time_matters) {
  std::vector<RepeatsAndTime> pairs(repeats.size());
  for (size_t i = 0; i < pairs.size(); ++i) pairs[i] = {repeats[i], time_matters ? times[i] : 0};
  return Distinct<RepeatsAndTime>(pairs);
}

// What all evaluations on the same histories share.
struct Plan {
  Plan(const CompressedHistories& h, bool weights_depend_on_time)
      : histories(h),
        customers(static_cast<double>(h.TotalCustomers())),
        repeats(h.repeats),
        recency(h.recency_weeks),
        age(h.age_weeks),
        gone(DistinctPairs(h.repeats, h.recency_weeks, weights_depend_on_time)),
        alive(DistinctPairs(h.repeats, h.age_weeks, weights_depend_on_time)) {}

  const CompressedHistories& histories;
  double customers;
  Distinct<int> repeats;
  Distinct<double> recency, age;
  Distinct<RepeatsAndTime> gone, alive;
};

template <class Value, class Result, class Compute>
std::vector<Result> Table(const std::vector<Value>& values, int threads, Compute compute) {
  std::vector<Result> results(values.size());
  ForEachChunk(values.size(), threads, [&](const Chunk& chunk) {
    for (size_t i = chunk.begin; i < chunk.end; ++i) results[i] = compute(values[i]);
  });
  return results;
}

// All that depends on less than a whole row, at one point of the parameters.
template <class Terms, class S>
struct Tables {
  Tables(const Plan& plan, const Terms& terms, int threads)
      : constant(Table<int, S>(plan.repeats.values, threads, [&](int x) { return terms.Constant(x); })),
        recency(Table<double, TimeLogs<S>>(plan.recency.values, threads,
                                           [&](double tau) { return terms.LogsAt(tau); })),
        age(Table<double, TimeLogs<S>>(plan.age.values, threads,
                                       [&](double tau) { return terms.LogsAt(tau); })),
        gone(Table<RepeatsAndTime, S>(plan.gone.values, threads,
                                      [&](const auto& at) { return terms.GoneWeight(at.first, at.second); })),
        alive(Table<RepeatsAndTime, S>(plan.alive.values, threads, [&](const auto& at) {
          return terms.AliveWeight(at.first, at.second);
        })) {}

  std::vector<S> constant;
  std::vector<TimeLogs<S>> recency, age;
  std::vector<S> gone, alive;
};

template <class Terms, class S>
S RowLogLikelihood(const Plan& plan, const Terms& terms, const Tables<Terms, S>& tables, size_t row) {
  const int x = plan.histories.repeats[row];
  const S at_age = terms.Exponent(x, tables.age[plan.age.of_row[row]]);
  const S at_recency = terms.Exponent(x, tables.recency[plan.recency.of_row[row]]);
  return tables.constant[plan.repeats.of_row[row]] - at_age +
         LogAliveOrGone(tables.alive[plan.alive.of_row[row]], tables.gone[plan.gone.of_row[row]],
                        S(at_age - at_recency));
}

template <template <class> class Terms, class S>
S Mean(const Plan& plan, const std::array<S, 4>& parameters, int threads) {
  const Terms<S> terms(parameters);
  const Tables<Terms<S>, S> tables(plan, terms, threads);
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

template <int N>
using Slopes = Dual<double, N>;
template <int N>
using Curvatures = Dual<Dual<double, N>, N>;

template <int N>
std::array<Slopes<N>, 4> SeedSlopes(const Eigen::VectorXd& logs) {
  std::array<Slopes<N>, 4> p{};
  for (int i = 0; i < N; ++i) {
    p[i].value = logs[i];
    p[i].slope[i] = 1;
    p[i] = Exp(p[i]);
  }
  return p;
}

template <int N>
std::array<Curvatures<N>, 4> SeedCurvatures(const Eigen::VectorXd& logs) {
  std::array<Curvatures<N>, 4> p{};
  for (int i = 0; i < N; ++i) {
    p[i].value.value = logs[i];
    p[i].value.slope[i] = 1;
    p[i].slope[i].value = 1;
    p[i] = Exp(p[i]);
  }
  return p;
}

template <template <class> class Terms, int N>
Evaluation Evaluate(const Plan& plan, const Eigen::VectorXd& logs, bool with_hessian, int threads) {
  Evaluation result{0, Eigen::VectorXd(N), {}};
  if (!with_hessian) {
    const Slopes<N> mean = Mean<Terms>(plan, SeedSlopes<N>(logs), threads);
    for (int i = 0; i < N; ++i) result.gradient[i] = mean.slope[i];
    result.value = mean.value;
    return result;
  }
  const Curvatures<N> mean = Mean<Terms>(plan, SeedCurvatures<N>(logs), threads);
  result.value = mean.value.value;
  result.hessian.resize(N, N);
  for (int i = 0; i < N; ++i) {
    result.gradient[i] = mean.value.slope[i];
    for (int j = 0; j < N; ++j) result.hessian(i, j) = mean.slope[i].slope[j];
  }
  return result;
}

template <template <class> class Terms, int N>
Objective MakeObjective(const CompressedHistories& histories, int threads) {
  auto plan = std::make_shared<const Plan>(histories, Terms<double>::kWeightsDependOnTime);
  return [plan, threads](const Eigen::VectorXd& logs, bool with_hessian) {
    return Evaluate<Terms, N>(*plan, logs, with_hessian, threads);
  };
}

}  // namespace

Objective MeanLogLikelihood(ModelKind kind, const CompressedHistories& histories, int threads) {
  switch (kind) {
    case ModelKind::kBgNbd:
      return MakeObjective<BgNbdTerms, 4>(histories, threads);
    case ModelKind::kMbgNbd:
      return MakeObjective<MbgNbdTerms, 4>(histories, threads);
    case ModelKind::kParetoNbd:
      return MakeObjective<ParetoNbdTerms, 4>(histories, threads);
    case ModelKind::kNbd:
      break;
  }
  return MakeObjective<NbdTerms, 2>(histories, threads);
}

}  // namespace bestand::scoring
