#pragma once

#include <array>

#include "services/scoring/domain/dual.h"

namespace bestand::scoring {

// A function's value with its first and second derivatives in M variables: for functions whose slopes are
// known by formulas, which is faster than to carry duals through their insides.
template <int M>
struct Jet {
  double value{};
  std::array<double, M> first{};
  std::array<std::array<double, M>, M> second{};
};

// Returns the function with that jet at the plain numbers inside `at`, of the arguments `at`: the chain rule
// in M variables.
template <int M, int N, int kOrder>
Dual<N, kOrder> Applied(const Jet<M>& jet, const std::array<const Dual<N, kOrder>*, M>& at) {
  Dual<N, kOrder> result = jet.value;
  for (int k = 0; k < M; ++k) {
    for (int i = 0; i < N; ++i) result.slope[i] += jet.first[k] * at[k]->slope[i];
    if constexpr (kOrder == 2) {
      std::array<double, N> bend{};  // of the slope along k
      for (int l = 0; l < M; ++l) {
        for (int j = 0; j < N; ++j) bend[j] += jet.second[k][l] * at[l]->slope[j];
      }
      for (int i = 0, c = 0; i < N; ++i) {
        for (int j = i; j < N; ++j, ++c) {
          result.curvature[c] += jet.first[k] * at[k]->curvature[c] + at[k]->slope[i] * bend[j];
        }
      }
    }
  }
  return result;
}

template <int M>
double Applied(const Jet<M>& jet, const std::array<const double*, M>&) {
  return jet.value;
}

}  // namespace bestand::scoring
