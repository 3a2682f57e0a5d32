#pragma once

#include "services/scoring/domain/jet.h"
#include "services/scoring/domain/models/moments.h"

namespace bestand::scoring {

// What is ahead of a customer of GGompertz/NBD who is alive at a time tau: with delta weeks more,
//
//   the chance to stay              (1 + (e^(b delta) - 1) / c)^-s,   c = beta e^(-b tau) + 1 - e^(-b tau)
//   the rate not to buy, and stay   (1 + delta / past)^-count times that,   past = alpha + tau, count = r + x
//
// Every number is > 0. Nothing overflows for b delta of any size.
struct Ahead {
  double count, past, s, b, c;

  // Returns -ln of the chance to stay for `delta` weeks, >= 0.
  double Leaving(double delta) const;
  // Returns how far from `delta` a 12-point Gauss rule gives integrals over it to about 1e-12: not further
  // than the integrand's next pole allows, and than it falls by e^-6.
  double PanelFrom(double delta, double weekly_discount = 0) const;
};

// Returns the probability that somebody alive leaves within `weeks` and does not buy before, with its
// derivatives in (count, past, s, b, c) up to `order`; `weeks` may be infinite. Gauss-Legendre on the panels
// above.
Jet<5> LeavesSilently(const Ahead& ahead, double weeks, int order);

// Returns the integral over the stretch of the chance to stay, discounted; relative error about 1e-11.
double WeeksStayed(const Ahead& ahead, const Stretch& stretch);

}  // namespace bestand::scoring
