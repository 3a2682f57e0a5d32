#pragma once

#include <array>

#include "services/scoring/domain/hypergeometric.h"
#include "services/scoring/domain/models.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {

// One shape for all models. With tau a time since the first purchase, each likelihood is
//
//   ln L(x, t_x, T) = K(x) - E(x, T) + ln(U(x, T) + exp(E(x, T) - E(x, t_x)) G(x, t_x))
//
// where E(x, tau) = (r + x) ln(1 + tau/alpha) [+ s ln(1 + tau/beta)], P(alive) = 1 / (U + exp(..) G).
// U and G are 1 and the odds of having left right at t_x, or (Pareto/NBD) 1 - H(x, T) and H(x, t_x).
// Everything that a fit, a prediction or the bulk tables need are these four functions of at most
// two variables each, which is what makes caching by (x, day) possible.

// The two logarithms of a time, ln(1 + tau/alpha) and ln(1 + tau/beta): relative ones, for with a large alpha
// and r the absolute ones cancel.
template <class S>
struct TimeLogs {
  S first{}, second{};
};

// p holds the model's parameters in the order of ParametersOf, as numbers or duals.
template <class S>
struct GammaRate {
  explicit GammaRate(const std::array<S, 4>& p) : r(p[0]), alpha(p[1]) {}

  TimeLogs<S> LogsAt(double tau) const { return {Log1p(tau / alpha), S(0.0)}; }
  S Exponent(int x, const TimeLogs<S>& logs) const { return (r + x) * logs.first; }
  S Constant(int x) const { return LogRising(r, x) - Log(alpha) * static_cast<double>(x); }

  S r, alpha;
};

template <class S>
struct NbdTerms : GammaRate<S> {
  static constexpr bool kWeightsDependOnTime = false;
  using GammaRate<S>::GammaRate;

  S AliveWeight(int, double) const { return 1.0; }
  S GoneWeight(int, double) const { return 0.0; }
};

// BG/NBD and, with one more chance to leave (at the first purchase), MBG/NBD.
template <class S, int kFirstChance>
struct BetaDropoutTerms : GammaRate<S> {
  static constexpr bool kWeightsDependOnTime = false;
  explicit BetaDropoutTerms(const std::array<S, 4>& p) : GammaRate<S>(p), a(p[2]), b(p[3]) {}

  // With B(a, b + n) / B(a, b) for the n chances to leave that were not taken.
  S Constant(int x) const {
    const double n = x + kFirstChance;
    return GammaRate<S>::Constant(x) + LogRising(b, n) - LogRising(a + b, n);
  }
  S AliveWeight(int, double) const { return 1.0; }
  S GoneWeight(int x, double) const {
    const double n = x + kFirstChance;
    return n > 0 ? a / (b + (n - 1)) : S(0.0);
  }

  S a, b;
};

template <class S>
using BgNbdTerms = BetaDropoutTerms<S, 0>;
template <class S>
using MbgNbdTerms = BetaDropoutTerms<S, 1>;

template <class S>
struct ParetoNbdTerms : GammaRate<S> {
  static constexpr bool kWeightsDependOnTime = true;
  explicit ParetoNbdTerms(const std::array<S, 4>& p) : GammaRate<S>(p), s(p[2]), beta(p[3]) {}

  TimeLogs<S> LogsAt(double tau) const { return {Log1p(tau / this->alpha), Log1p(tau / beta)}; }
  S Exponent(int x, const TimeLogs<S>& logs) const { return (this->r + x) * logs.first + s * logs.second; }

  S AliveWeight(int x, double age) const { return 1.0 - GoneWeight(x, age); }

  // H(x, tau) = (alpha+tau)^(r+x) (beta+tau)^s times the integral from tau to infinity of s (alpha+t)^-(r+x)
  // (beta+t)^-(s+1) dt: the 2F1 of Fader, Hardie (2005) eq. 15-16 in Euler's form. In (0, 1).
  S GoneWeight(int x, double tau) const {
    const S total = this->r + s + x;
    if (Plain(this->alpha) >= Plain(beta)) {
      const S z = (this->alpha - beta) / (this->alpha + tau);
      return s / total * HypergeometricOne(this->r + x, total + 1.0, z);
    }
    const S z = (beta - this->alpha) / (beta + tau);
    return s / total * (this->alpha + tau) / (beta + tau) * HypergeometricOne(s + 1.0, total + 1.0, z);
  }

  S s, beta;
};

// Returns ln L from its parts; finite whenever they are. `passed` is E(x, T) - E(x, t_x) >= 0.
template <class S>
S LogAliveOrGone(const S& alive_weight, const S& gone_weight, const S& passed) {
  if (Plain(gone_weight) == 0) return Log(alive_weight);
  if (Plain(passed) < 50) return Log(alive_weight + Exp(passed) * gone_weight);
  return passed + Log(gone_weight + alive_weight * Exp(-passed));  // exp(passed) may overflow
}

}  // namespace bestand::scoring
