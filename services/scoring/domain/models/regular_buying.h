#pragma once

#include <vector>

#include "services/scoring/domain/models/beta_dropout.h"
#include "services/scoring/domain/models/moments.h"
#include "services/scoring/domain/models/purchase_integral.h"
#include "services/scoring/domain/models/regular_rates.h"

namespace bestand::scoring {

// Customers who buy at more regular times than a Poisson process: every k-th event of a hidden Poisson
// process with the customer's rate is a purchase, so that the time between two is Erlang-k. Parameters k, r,
// alpha, a, b; they leave as in (M)BG/NBD. Source: Platzer, Reutterer, "Incorporating Regularity into Models
// of Noncontractual Customer-Firm Relationships" (2017), the (M)BG/CNBD-k; its likelihood:
//
//   E(x, tau) = (r + k x) ln(1 + tau/alpha)
//   W(x, t_x, T) = sum over j < k of (r + k x)_j / j! ((T - t_x) / (alpha + T))^j
//
// where the j-th term of W is the weight of j hidden events since the last purchase.
//
// What the likelihood leaves out, and why it may choose k: the paper's likelihood is that of all times
// between purchases, of which the histories keep only the sum t_x. Here it is that of (x, t_x): given the
// rate, t_x is Erlang with k x events, with density rate^(k x) t_x^(k x - 1) e^(-rate t_x) / Gamma(k x). Left
// out is that density's part that does not depend on k, t_x^(x - 1) / Gamma(x): data alone, the same for
// every k and every other family. What stays of it is DataConstant, (k - 1) x ln t_x - ln(Gamma(k x) /
// Gamma(x)), and k = 1 is (M)BG/NBD to the bit. Purchases are known to the day: t_x counts as half a day per
// repeat at least, so that customers who bought twice at the same time have a finite likelihood.
template <class S, int kFirstChance>
struct RegularTerms : GammaRate<S> {
  explicit RegularTerms(std::span<const S> p)
      : GammaRate<S>(p.subspan(1)), k(static_cast<int>(Plain(p[0]))), dropout(p[3], p[4]) {}

  S Exponent(int x, const TimeLogs<S>& logs) const { return GammaRate<S>::Exponent(Events(x), logs); }
  S Constant(int x) const { return GammaRate<S>::Constant(Events(x)) + dropout.LogStayed(x); }
  S GoneWeight(int x, double) const { return dropout.Odds(x); }

  S SilenceWeight(const PurchaseHistory& h, double age) const {
    const S share = (age - h.recency_weeks) / (this->alpha + age), count = this->r + Events(h.repeats);
    S term = 1.0, sum = 1.0;
    for (int j = 1; j < k; ++j) {
      term = term * (count + (j - 1.0)) * share * (1.0 / j);
      sum = sum + term;
    }
    return sum;
  }

  static double DataConstant(const std::vector<double>& p, const PurchaseHistory& h) {
    if (p[0] == 1 || h.repeats == 0) return 0;
    const double x = h.repeats, time = std::max(h.recency_weeks, x / (2 * kDaysPerWeek));
    return (p[0] - 1) * x * std::log(time) - LogGamma(p[0] * x) + LogGamma(x);
  }

  int k;
  BetaDropout<S, kFirstChance> dropout;

 private:
  double Events(int x) const { return static_cast<double>(k) * x; }
};

// A living customer of these models: what is ahead depends on the stage, the hidden events since the last
// purchase. One thread at a time.
class RegularAhead {
 public:
  // p: k, r, alpha, a, b; `staying`: b and the chances to leave that were not taken.
  RegularAhead(const std::vector<double>& p, int x, double staying);

  // Expected purchases and the chance to be a customer still, as PurchaseIntegral has them; for k > 1 as
  // RegularRates says, and as a sum over the hidden events, a negative binomial number.
  double Over(const Stretch& stretch, const Moment& moment);
  double Stays(double weeks, const Moment& moment) const;

  // Returns the expected purchases from each stage, 0 to k - 1, of a customer of that age.
  OfStages OverFromEach(const Stretch& stretch, double age);
  // Returns the probability to buy within `weeks` of a customer alive in that stage.
  double BuysFrom(int stage, double weeks, double age) const;
  // Returns the probability of each stage, given that the customer is alive.
  OfStages Stages(const Moment& moment) const;

 private:
  double StaysFrom(int stage, double y) const;

  int k_;
  double count_, alpha_, leaving_, staying_;
  PurchaseIntegral poisson_;  // for k = 1
  RegularRates rates_;        // for others
};

// Returns the regularity that Wheat and Morrison estimate from pairs of consecutive times between purchases,
// one pair a customer: with the share of the first, whose variance is 1 / (4 (2 k + 1)). >= 0, 1 for a
// Poisson process; 0 without pairs. A figure to report beside the k of a fit: it needs no assumption on rates
// and dropout. Source: Wheat, Morrison, "Estimating Purchase Regularity with Two Interpurchase Times", J. of
// Marketing Research 27 (1990).
struct PairOfGaps {
  double first, second;  // > 0, any unit
};
double WheatMorrisonRegularity(std::span<const PairOfGaps> pairs);

}  // namespace bestand::scoring
