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

// The chain rule for a value with slopes `first`, each of which may be a dual itself.
template <int M, class S, int N>
Dual<S, N> Compose(const S& value, const std::array<S, M>& first,
                   const std::array<const Dual<S, N>*, M>& at) {
  Dual<S, N> result;
  result.value = value;
  for (int i = 0; i < N; ++i) {
    S slope = first[0] * at[0]->slope[i];
    for (int k = 1; k < M; ++k) slope = slope + first[k] * at[k]->slope[i];
    result.slope[i] = slope;
  }
  return result;
}

// How many derivatives a jet needs for Applied() to a number of that kind.
template <class S>
inline constexpr int kOrderOf = 0;
template <int N>
inline constexpr int kOrderOf<Dual<double, N>> = 1;
template <int N>
inline constexpr int kOrderOf<Dual<Dual<double, N>, N>> = 2;

// Returns the function with that jet at the plain numbers inside `at`, of the arguments `at`.
template <int M, class S>
S Applied(const Jet<M>& jet, const std::array<const S*, M>& at) {
  if constexpr (kOrderOf<S> == 0) {
    return jet.value;
  } else if constexpr (kOrderOf<S> == 1) {
    return Compose<M>(jet.value, jet.first, at);
  } else {
    using Inner = decltype(S::value);
    std::array<const Inner*, M> values;
    for (int k = 0; k < M; ++k) values[k] = &at[k]->value;
    std::array<Inner, M> first;
    for (int k = 0; k < M; ++k) first[k] = Compose<M>(jet.first[k], jet.second[k], values);
    return Compose<M>(Compose<M>(jet.value, jet.first, values), first, at);
  }
}

}  // namespace bestand::scoring
