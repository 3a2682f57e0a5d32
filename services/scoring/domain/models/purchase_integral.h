#pragma once

#include <vector>

#include "services/scoring/domain/models/moments.h"

namespace bestand::scoring {

// The kinds of customers below, each with x repeats so far.
struct LivingCustomer {
  double count;  // r + x
  double alpha;
  double leaving = 0;  // a or s; 0 in NBD
  double clock = 0;    // beta in Pareto/NBD; unset: alpha
  double staying = 0;  // n below; 0: no beta mean
};

// The purchases to come of a customer with x repeats, given that the customer is alive at age T: the
// integral over t of e^(-discount t) v(t), where v is the expected purchase rate t weeks after T:
//
//   NBD        v = (r+x) / (alpha+T)
//   Pareto/NBD v = (r+x) / (alpha+T) ((beta+T) / (beta+T+t))^s
//   (M)BG/NBD  v = (r+x) / (alpha+T) E[(1 + p y)^-(r+x+1)],  y = t / (alpha+T),
//                  p ~ Beta(a, n), n = b+x (BG) or b+x+1 (MBG): the chance to leave, posterior
//
// which follow from the gamma and beta posteriors of a living customer; their integrals without
// discount are the expectations of Fader, Hardie, Lee (2005) eq. 10, Batislam et al. (2007) eq. 9 and
// Schmittlein et al. (1987) eq. 25. Unlike those closed forms they have no pole at a = 1 or s = 1.
//
// The beta mean is 2F1(r+x+1, a; a+n; -y), summed as (1+y)^-a 2F1(a, a+n-r-x-1; a+n; y/(1+y)), whose
// coefficients do not depend on T; outside its good range (see BetaMean) as a mean over a negative
// binomial, all of whose terms are positive.
//
// One thread at a time: coefficients are computed when first needed.
class PurchaseIntegral {
 public:
  explicit PurchaseIntegral(const LivingCustomer& customer);

  // Returns the integral over the stretch for a customer of that age, >= 0 weeks. Finite, >= 0.
  double Over(const Stretch& stretch, const Moment& moment);

  // Returns the probability to be a customer still `weeks` later:
  //   NBD 1    Pareto/NBD ((beta+T) / (beta+T+t))^s    (M)BG/NBD E[(1 + p y)^-(r+x)]
  double Stays(double weeks, const Moment& moment) const;

 private:
  struct Panel;
  double PanelSum(const Panel& panel);
  void GrowCoefficients(int terms);
  double BetaMean(double shape, double y) const;

  double count_;  // r + x
  double alpha_;
  double leaving_;      // a or s; 0 in NBD
  double clock_;        // alpha, or beta in Pareto/NBD
  double staying_ = 0;  // n above; 0: no beta mean
  bool by_series_ = false;
  std::vector<double> coefficients_;
};

}  // namespace bestand::scoring
