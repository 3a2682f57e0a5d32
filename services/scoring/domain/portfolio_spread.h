#pragma once

namespace bestand::scoring {

// What is known of one customer's next years, for the chance in the customer's own behaviour.
struct FutureSpending {
  double purchases;        // expected, undiscounted; >= 0
  double buys;             // P(at least one purchase), [0, 1]
  double value;            // expected, as it counts: discounted, times margin; >= 0
  double purchase_spread;  // of a purchase around the customer's own mean: standard deviation / mean, >= 0
  double mean_spread;      // of the customer's own mean around what is expected of it: the same
};

// Returns the variance of what the customer will bring, in squared units of `value`. Purchases are a negative
// binomial that has the model's own expectation and probability of none, which is where the customers'
// differences and leaving show; values do not depend on their number; discount and margin are a common
// factor. 0 for who will bring nothing.
double OwnVariance(const FutureSpending& customer);

// Low and high ends of a central 80 % interval.
struct Spread80 {
  double low, high;
};

// Returns the interval of a sum over customers. Its parts are not added up from theirs: the uncertain
// parameters are common to all, `log_deviation` being the standard deviation they give the sum's logarithm
// (one draw of them for the whole sum), while each customer's own chance is independent of the others',
// `own_variance` being the sum of their variances. Log-normal: {0, 0} for a sum that is not above 0.
Spread80 SpreadOfSum(double sum, double log_deviation, double own_variance);

}  // namespace bestand::scoring
