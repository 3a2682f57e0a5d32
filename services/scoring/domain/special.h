#pragma once

#include <cmath>

#include "services/scoring/domain/dual.h"

namespace bestand::scoring {

// Returns ln Gamma(x), x > 0. Threads may share it (lgamma_r inside).
double LogGamma(double x);

// Returns psi(x) = d ln Gamma / dx, x > 0; relative error about 1e-14 away from its zero near 1.46.
// Source: recurrence up to 12 and the asymptotic series, Abramowitz, Stegun (1964) 6.3.5, 6.3.18.
double Digamma(double x);

// Returns psi'(x), x > 0; the same source, 6.4.6, 6.4.12.
double Trigamma(double x);

template <class S, int N>
Dual<S, N> Trigamma(const Dual<S, N>& x) = delete;  // nobody needs a third derivative

template <class S, int N>
Dual<S, N> Digamma(const Dual<S, N>& x) {
  return Chain<S, N>(Digamma(x.value), Trigamma(x.value), x);
}

template <class S, int N>
Dual<S, N> LogGamma(const Dual<S, N>& x) {
  return Chain<S, N>(LogGamma(x.value), Digamma(x.value), x);
}

// Returns 2F1(1, b; c; z) for 0 < b < c, 0 <= z < 1; relative error about 1e-14. Every 2F1 of
// Pareto/NBD has this shape after Euler's transformation: 2F1(a, b'; a+1; z) =
// (1-z)^(1-b') 2F1(1, a+1-b'; a+1; z).
//
// For z <= .35 by its power series (20 to 40 terms), which has positive terms only; else by Gauss'
// continued fraction (DLMF 15.7.5 with one parameter 0), evaluated backwards. The fraction's error
// shrinks by q = (1 - sqrt(1-z)) / (1 + sqrt(1-z)) a step: z = .999 takes 600 steps.
template <class S>
S HypergeometricOne(const S& b, const S& c, const S& z);

namespace internal {

constexpr double kDigits = 39;  // ln of the precision that is asked for, with some to spare for slopes

template <class S>
S OneBySeries(const S& b, const S& c, const S& z) {
  const double plain = Plain(z);
  const int terms = plain < 1e-18 ? 2 : 4 + static_cast<int>(kDigits / -std::log(plain));
  S sum = 1.0, term = 1.0;
  for (int n = 0; n < terms; ++n) {
    term = term * ((b + n) / (c + n) * z);
    sum = sum + term;
  }
  return sum;
}

template <class S>
S OneByFraction(const S& b, const S& c, const S& z) {
  const double root = std::sqrt(1 - Plain(z));
  const int pairs = 4 + static_cast<int>(kDigits / (2 * std::log((1 + root) / (1 - root))));
  S level = c + (2.0 * pairs - 1);
  for (int j = pairs; j > 0; --j) {
    level = c + (2.0 * j - 2) - (c - b + (j - 1.0)) * static_cast<double>(j) * z / level;
    level = c + (2.0 * j - 3) - (b + (j - 1.0)) * (c + (j - 2.0)) * z / level;
  }
  return (c - 1.0) / level;
}

}  // namespace internal

template <class S>
S HypergeometricOne(const S& b, const S& c, const S& z) {
  return Plain(z) <= .35 ? internal::OneBySeries(b, c, z) : internal::OneByFraction(b, c, z);
}

}  // namespace bestand::scoring
