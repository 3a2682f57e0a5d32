#pragma once

#include <array>

#include "services/scoring/domain/dual.h"

namespace bestand::scoring {

// A function's value with its first and second derivatives in three variables.
struct Jet3 {
  double value;
  std::array<double, 3> first;
  std::array<std::array<double, 3>, 3> second;
};

// Returns 2F1(1, b; c; z) for b, c - 1 > 0, 0 <= z < 1 and its derivatives in (b, c, z) up to `order` (0, 1,
// 2; higher ones are 0); relative error about 1e-14. Every 2F1 of Pareto/NBD has this shape after Euler's
// transformation: 2F1(a, b'; a+1; z) = (1-z)^(1-b') 2F1(1, a+1-b'; a+1; z).
//
// For z <= .35 by its power series (20 to 40 terms), which has positive terms only; else by Gauss'
// continued fraction (DLMF 15.7.5 with one parameter 0), evaluated backwards. The fraction's error
// shrinks by q = (1 - sqrt(1-z)) / (1 + sqrt(1-z)) a step: z = .999 takes 600 steps.
Jet3 HypergeometricJet(double b, double c, double z, int order);

inline double HypergeometricOne(double b, double c, double z) { return HypergeometricJet(b, c, z, 0).value; }

// The chain rule for a value with slopes `first`, each of which may be a dual itself.
template <class S, int N>
Dual<S, N> Compose(const S& value, const std::array<S, 3>& first,
                   const std::array<const Dual<S, N>*, 3>& at) {
  Dual<S, N> result;
  result.value = value;
  for (int i = 0; i < N; ++i) {
    result.slope[i] = first[0] * at[0]->slope[i] + first[1] * at[1]->slope[i] + first[2] * at[2]->slope[i];
  }
  return result;
}

template <int N>
Dual<double, N> HypergeometricOne(const Dual<double, N>& b, const Dual<double, N>& c,
                                  const Dual<double, N>& z) {
  const Jet3 jet = HypergeometricJet(b.value, c.value, z.value, 1);
  return Compose<double, N>(jet.value, jet.first, {&b, &c, &z});
}

template <int N>
Dual<Dual<double, N>, N> HypergeometricOne(const Dual<Dual<double, N>, N>& b,
                                           const Dual<Dual<double, N>, N>& c,
                                           const Dual<Dual<double, N>, N>& z) {
  using Inner = Dual<double, N>;
  const Jet3 jet = HypergeometricJet(b.value.value, c.value.value, z.value.value, 2);
  const std::array<const Inner*, 3> at = {&b.value, &c.value, &z.value};
  std::array<Inner, 3> first;
  for (int k = 0; k < 3; ++k) first[k] = Compose<double, N>(jet.first[k], jet.second[k], at);
  return Compose<Inner, N>(Compose<double, N>(jet.value, jet.first, at), first, {&b, &c, &z});
}

}  // namespace bestand::scoring
