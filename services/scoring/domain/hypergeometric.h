#pragma once

#include "services/scoring/domain/jet.h"

namespace bestand::scoring {

using Jet3 = Jet<3>;

// Returns 2F1(1, b; c; z) for b, c - 1 > 0, 0 <= z < 1 and its derivatives in (b, c, z) up to `order` (0, 1,
// 2; higher ones are 0); relative error about 1e-14. Every 2F1 of Pareto/NBD has this shape after Euler's
// transformation: 2F1(a, b'; a+1; z) = (1-z)^(1-b') 2F1(1, a+1-b'; a+1; z).
//
// For z <= .35 by its power series (20 to 40 terms), which has positive terms only; else by Gauss'
// continued fraction (DLMF 15.7.5 with one parameter 0), evaluated backwards. The fraction's error
// shrinks by q = (1 - sqrt(1-z)) / (1 + sqrt(1-z)) a step: z = .999 takes 600 steps.
Jet3 HypergeometricJet(double b, double c, double z, int order);

inline double HypergeometricOne(double b, double c, double z) { return HypergeometricJet(b, c, z, 0).value; }

template <int N, int kOrder>
Dual<N, kOrder> HypergeometricOne(const Dual<N, kOrder>& b, const Dual<N, kOrder>& c,
                                  const Dual<N, kOrder>& z) {
  return Applied<3, N, kOrder>(HypergeometricJet(b.value, c.value, z.value, kOrder), {&b, &c, &z});
}

}  // namespace bestand::scoring
