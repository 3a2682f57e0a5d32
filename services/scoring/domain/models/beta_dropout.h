#pragma once

#include "services/scoring/domain/models/gamma_rate.h"

namespace bestand::scoring {

// Customers who leave right after a purchase with a chance that differs between them as Beta(a, b): after
// each repeat purchase (kFirstChance = 0, BG) or after the first purchase too (1, MBG). Parameters r, alpha,
// a, b.
template <class S, int kFirstChance>
struct BetaDropout {
  BetaDropout(const S& a, const S& b) : a(a), b(b) {}

  // ln of B(a, b + n) / B(a, b) for the n chances to leave that were not taken.
  S LogStayed(int x) const {
    const double n = x + kFirstChance;
    return LogRising(b, n) - LogRising(a + b, n);
  }
  // The odds of having left at the last purchase.
  S Odds(int x) const {
    const double n = x + kFirstChance;
    return n > 0 ? a / (b + (n - 1)) : S(0.0);
  }

  S a, b;
};

template <class S, int kFirstChance>
struct BetaDropoutTerms : GammaRate<S> {
  explicit BetaDropoutTerms(std::span<const S> p) : GammaRate<S>(p), dropout(p[2], p[3]) {}

  S Constant(int x) const { return GammaRate<S>::Constant(x) + dropout.LogStayed(x); }
  S GoneWeight(int x, double) const { return dropout.Odds(x); }

  BetaDropout<S, kFirstChance> dropout;
};

}  // namespace bestand::scoring
