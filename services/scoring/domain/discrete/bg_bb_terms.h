#pragma once

#include "services/scoring/domain/discrete/bg_bb.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {

// The parameters as numbers or duals.
template <class S>
struct BgBbParameters {
  S alpha, beta, gamma, delta;
};

// What followed the last purchase, relative to the likelihood up to it: each part is in [0, 1].
template <class S>
struct Silence {
  S whole;  // silent ever since, whether gone or not
  S alive;  // silent though there at every opportunity
};

// Returns the two for a customer silent from t_x to n. Step by step, with
//
//   alive(t + 1) = alive(t) (beta + t - x) / (alpha + beta + t) (delta + t) / (gamma + delta + t)
//
// and the chance gamma / (gamma + delta + t) to leave before opportunity t + 1: no gamma function, no
// logarithm, nothing cancels. What is left out after the break is less than `alive`, 1e-20 of the whole.
template <class S>
Silence<S> SilenceOf(const BgBbParameters<S>& p, const OpportunityHistory& history) {
  const S buying = p.alpha + p.beta, leaving = p.gamma + p.delta;
  Silence<S> silence{0.0, 1.0};
  for (int t = history.last; t < history.opportunities; ++t) {
    if (Plain(silence.alive) < 1e-20 * Plain(silence.whole)) break;
    const double step = t;
    const S gone = p.gamma / (leaving + step);
    silence.whole = silence.whole + silence.alive * gone;
    const S quiet = (p.beta + (step - history.purchases)) / (buying + step);
    silence.alive = silence.alive * quiet * (p.delta + step) / (leaving + step);
  }
  silence.whole = silence.whole + silence.alive;
  return silence;
}

// Returns ln L of the opportunities up to the last one used.
template <class S>
S LogLikelihoodToLast(const BgBbParameters<S>& p, const OpportunityHistory& history) {
  const double x = history.purchases, t = history.last;
  return LogRising(p.alpha, x) + LogRising(p.beta, t - x) - LogRising(S(p.alpha + p.beta), t) +
         LogRising(p.delta, t) - LogRising(S(p.gamma + p.delta), t);
}

template <class S>
S LogLikelihoodOf(const BgBbParameters<S>& p, const OpportunityHistory& history) {
  return LogLikelihoodToLast(p, history) + Log(SilenceOf(p, history).whole);
}

}  // namespace bestand::scoring
