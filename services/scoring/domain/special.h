#pragma once

#include "services/scoring/domain/dual.h"

namespace bestand::scoring {

// Returns ln Gamma(x), x > 0. Threads may share it (lgamma_r inside).
double LogGamma(double x);

// Returns psi(x) = d ln Gamma / dx, x > 0; relative error about 1e-14 away from its zero near 1.46.
// Source: recurrence up to 12 and the asymptotic series, Abramowitz, Stegun (1964) 6.3.5, 6.3.18.
double Digamma(double x);

// Returns psi'(x), x > 0; the same source, 6.4.6, 6.4.12.
double Trigamma(double x);

// Returns ln(Gamma(x + n) / Gamma(x)), x > 0, n >= 0, without the cancellation that the difference of two
// LogGamma has for large x: from x = 30 on by Stirling's series (Abramowitz, Stegun 6.1.41).
double LogRising(double x, double n);

template <int N, int kOrder>
Dual<N, kOrder> LogGamma(const Dual<N, kOrder>& x) {
  return Chain(LogGamma(x.value), Digamma(x.value), kOrder == 2 ? Trigamma(x.value) : 0, x);
}

template <int N, int kOrder>
Dual<N, kOrder> LogRising(const Dual<N, kOrder>& x, double n) {
  if (n == 0) return 0.0;
  const double bend = kOrder == 2 ? Trigamma(x.value + n) - Trigamma(x.value) : 0;
  return Chain(LogRising(x.value, n), Digamma(x.value + n) - Digamma(x.value), bend, x);
}

}  // namespace bestand::scoring
