#pragma once

#include <array>

#include "services/scoring/domain/dual.h"
#include "services/scoring/domain/maximise.h"

namespace bestand::scoring {

// Returns the i-th parameter from its logarithm, along which it has slope 1.
template <class S>
S FromLog(double log, int i) {
  S x = log;
  x.slope[i] = 1;
  return Exp(x);
}

// Returns what a dual knows of a function; with kOrder = 2 the Hessian too.
template <int N, int kOrder>
Evaluation EvaluationOf(const Dual<N, kOrder>& at) {
  Evaluation result{at.value, Eigen::Map<const Eigen::VectorXd>(at.slope.data(), N), {}};
  if constexpr (kOrder == 2) {
    result.hessian.resize(N, N);
    for (int i = 0, c = 0; i < N; ++i) {
      for (int j = i; j < N; ++j) result.hessian(i, j) = result.hessian(j, i) = at.curvature[c++];
    }
  }
  return result;
}

template <int N, int kOrder, class Mean>
Evaluation EvaluateTo(const Eigen::VectorXd& logs, const Mean& mean) {
  std::array<Dual<N, kOrder>, N> p;
  for (int i = 0; i < N; ++i) p[i] = FromLog<Dual<N, kOrder>>(logs[i], i);
  return EvaluationOf(mean(p));
}

// Returns a function of N parameters, given their logarithms, with its exact slopes and, if asked for, its
// exact curvature. `mean` takes the parameters as std::array<S, N> for any dual S and returns an S.
template <int N, class Mean>
Evaluation EvaluateExactly(const Eigen::VectorXd& logs, bool with_hessian, const Mean& mean) {
  return with_hessian ? EvaluateTo<N, 2>(logs, mean) : EvaluateTo<N, 1>(logs, mean);
}

}  // namespace bestand::scoring
