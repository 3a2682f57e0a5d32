#pragma once

#include <array>

#include "services/scoring/domain/dual.h"
#include "services/scoring/domain/maximise.h"

namespace bestand::scoring {

// N parameters from their logarithms, each with slope 1 along its own logarithm.
template <int N>
std::array<Dual<double, N>, N> SeedSlopes(const Eigen::VectorXd& logs) {
  std::array<Dual<double, N>, N> p{};
  for (int i = 0; i < N; ++i) {
    p[i].value = logs[i];
    p[i].slope[i] = 1;
    p[i] = Exp(p[i]);
  }
  return p;
}

// The same with the slopes of the slopes.
template <int N>
std::array<Dual<Dual<double, N>, N>, N> SeedCurvatures(const Eigen::VectorXd& logs) {
  std::array<Dual<Dual<double, N>, N>, N> p{};
  for (int i = 0; i < N; ++i) {
    p[i].value.value = logs[i];
    p[i].value.slope[i] = p[i].slope[i].value = 1;
    p[i] = Exp(p[i]);
  }
  return p;
}

// Returns a function of N parameters, given their logarithms, with its exact slopes and, if asked for, its
// exact curvature. `mean` takes the parameters as std::array<S, N> for any dual S and returns an S.
template <int N, class Mean>
Evaluation EvaluateExactly(const Eigen::VectorXd& logs, bool with_hessian, const Mean& mean) {
  Evaluation result{0, Eigen::VectorXd(N), {}};
  if (!with_hessian) {
    const Dual<double, N> at = mean(SeedSlopes<N>(logs));
    result.value = at.value;
    for (int i = 0; i < N; ++i) result.gradient[i] = at.slope[i];
    return result;
  }
  const Dual<Dual<double, N>, N> at = mean(SeedCurvatures<N>(logs));
  result.value = at.value.value;
  result.hessian.resize(N, N);
  for (int i = 0; i < N; ++i) {
    result.gradient[i] = at.value.slope[i];
    for (int j = 0; j < N; ++j) result.hessian(i, j) = at.slope[i].slope[j];
  }
  return result;
}

}  // namespace bestand::scoring
