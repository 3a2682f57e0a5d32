#pragma once

#include <compare>
#include <span>

#include "services/scoring/domain/purchase_history.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {

// One shape for all families. With tau a time since the first purchase, each likelihood is
//
//   ln L(x, t_x, T) = K(x) - E(x, T) + ln(U + exp(E(x, T) - E(x, t_x)) G(x, t_x)),  U = W - H(x, T)
//
// where E(x, tau) = (r + x) ln(1 + tau/alpha) [+ what a lifetime adds] and P(alive) = W / (U + exp(..) G).
// W is the weight of the silence from t_x to T: 1 when purchases are a Poisson process, see regular_buying.h
// for when they are not. H and G are 0 and the odds of having left right at t_x or, when customers leave at
// any time, H(x, T) and H(x, t_x). Everything that a fit, a prediction or the bulk tables need are these
// functions of at most two variables each, which is what makes caching by (x, day) possible.
//
// A family's Terms<S>, with S a number or a dual, is made from its parameters as span<const S> and has
//
//   kLeavesAnyTime                 whether H and G depend on the time
//   LogsAt(tau)                    the logarithms that E needs of a time
//   Exponent(x, logs)              E(x, tau)
//   Constant(x)                    K(x)
//   GoneWeight(x, tau)             G(x, tau); H(x, tau) too when kLeavesAnyTime
//
// and may have (see below for what it means to leave them out)
//
//   SilenceWeight(history, T)      W, for the x and t_x of a history
//   static DataConstant(p, x, t_x) a part of ln L that depends on no parameter fitted by slopes
//   GoneWeights(places, weights)   GoneWeight of many places, sorted by repeats and time, at once

// The two logarithms of a time, such as ln(1 + tau/alpha) and ln(1 + tau/beta): relative ones, for with a
// large alpha and r the absolute ones cancel.
template <class S>
struct TimeLogs {
  S first{}, second{};
};

// A number of repeats and a time, in weeks.
struct Place {
  int repeats;
  double weeks;

  auto operator<=>(const Place&) const = default;
};

// What all families share: the gamma distributed rate.
template <class S>
struct GammaRate {
  static constexpr bool kLeavesAnyTime = false;
  explicit GammaRate(std::span<const S> p) : r(p[0]), alpha(p[1]) {}

  TimeLogs<S> LogsAt(double tau) const { return {Log1p(tau / alpha), S(0.0)}; }
  S Exponent(double x, const TimeLogs<S>& logs) const { return (r + x) * logs.first; }
  S Constant(double x) const { return LogRising(r, x) - Log(alpha) * x; }

  S r, alpha;
};

// Returns W, 1 unless the family says something else.
template <class S, class Terms>
S SilenceWeightOf(const Terms& terms, const PurchaseHistory& h, double age) {
  if constexpr (requires { terms.SilenceWeight(h, age); }) {
    return terms.SilenceWeight(h, age);
  } else {
    return 1.0;
  }
}

// Returns H(x, tau), 0 unless the family leaves at any time.
template <class S, class Terms>
S GoneByOf(const Terms& terms, int x, double tau) {
  if constexpr (Terms::kLeavesAnyTime) {
    return terms.GoneWeight(x, tau);
  } else {
    return 0.0;
  }
}

// Writes GoneWeight of all places, sorted, to `weights`, as long.
template <class S, class Terms>
void FillGoneWeights(const Terms& terms, std::span<const Place> places, std::span<S> weights) {
  if constexpr (requires { terms.GoneWeights(places, weights); }) {
    terms.GoneWeights(places, weights);
  } else {
    for (size_t i = 0; i < places.size(); ++i) {
      weights[i] = terms.GoneWeight(places[i].repeats, places[i].weeks);
    }
  }
}

// Returns ln(alive + exp(passed) gone); finite whenever they are. `passed` is E(x, T) - E(x, t_x) >= 0.
template <class S>
S LogAliveOrGone(const S& alive_weight, const S& gone_weight, const S& passed) {
  if (Plain(gone_weight) == 0) return Log(alive_weight);
  if (Plain(passed) < 50) return Log(alive_weight + Exp(passed) * gone_weight);
  return passed + Log(gone_weight + alive_weight * Exp(-passed));  // exp(passed) may overflow
}

}  // namespace bestand::scoring
