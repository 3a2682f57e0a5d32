#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "services/scoring/domain/models/moments.h"
#include "services/scoring/domain/quadrature.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {

inline constexpr int kMostStages = 8;
using OfStages = std::array<double, kMostStages>;

// A living customer who buys with every k-th event of a hidden Poisson process, seen since the last event.
struct RegularCustomer {
  int k;           // 1 to kMostStages
  double count;    // r + k x: shape of the gamma posterior of the events' rate
  double leaving;  // a
  double staying;  // b and the chances to leave that were not taken
};

// The purchases to come of such a customer, for every stage: the hidden events since the last purchase.
//
// With y = t / (alpha + T) the time to come in units of the past, the number of hidden events by then is
// negative binomial, of shape count + stage, and depends on nothing but y. So does the rate of purchases
//
//   V(y) = sum over n of S_n (count + stage + m) P(m events by y) / (1 + y),   m = n k - stage - 1,
//
// where S_n is the chance not to have left with the n - 1 purchases before. It is computed once, on panels
// of y on which polynomials of degree 11 give its integral to 1e-10 of it and 1e-11 of a purchase, and serves
// customers of every age:
//
//   purchases = integral of e^(-discount past y) V(y) dy.
//
// Beyond 20,000 events the number of purchases is taken as the k-th part of a gamma variable: 1e-4 there.
// One thread at a time: panels are computed when first needed.
class RegularRates {
 public:
  explicit RegularRates(const RegularCustomer& customer) : customer_(customer) {}

  // Returns the expected purchases over the stretch, discounted, by stage; `past` is alpha + T.
  OfStages Over(const Stretch& stretch, double past);

 private:
  struct Panel {
    double from, to;                    // of y
    std::array<OfStages, kLanes> rate;  // V at the nodes
  };

  const Panel& PanelAt(size_t index);
  Panel MakePanel(double from) const;
  double Width(double y) const;
  void FillFew(int stage, const Lanes& y, Lanes& rate) const;
  void FillMany(int stage, const Lanes& y, Lanes& rate) const;
  void Add(const Panel& panel, const Stretch& part, OfStages& sum) const;

  RegularCustomer customer_;
  std::vector<Panel> panels_;
};

// The mean of f(events) for very many events, whose number is nearly y times a gamma variable of shape
// `count`, integrated in its logarithm. Below e^low / y there are no events.
template <class OfEvents>
double MeanOfMany(double count, double y, const OfEvents& f) {
  const double spread = 1 / std::sqrt(count);
  const double low = std::max(std::log(count) - 9 * spread - 9 * spread * spread, std::log(1e-3 / y));
  const double high = std::log(count + 9 * std::sqrt(count) + 40);
  const int panels = static_cast<int>(std::ceil((high - low) / std::min(1., 2 * spread)));
  const double half = (high - low) / (2 * panels), log_gamma = LogGamma(count);
  double sum = 0, mass = 0;
  for (int i = 0; i < panels; ++i) {
    for (const auto& [node, weight] : GaussFor(.3)) {
      const double log = low + (2 * i + 1 + node) * half;
      const double part = half * weight * std::exp(count * log - std::exp(log) - log_gamma);
      sum += part * f(y * std::exp(log));
      mass += part;
    }
  }
  return sum + std::max(0., 1 - mass) * f(0);
}

// Says whether so many hidden events are to be expected that MeanOfMany takes the place of a sum.
inline bool AreMany(double count, double y) { return count * y + 40 * (1 + y) > 20'000; }

}  // namespace bestand::scoring
