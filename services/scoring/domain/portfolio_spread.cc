#include "services/scoring/domain/portfolio_spread.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {
namespace {

constexpr double kNormal80 = 1.281551565544600;  // 90 % quantile of the normal distribution
constexpr double kWidest = 50;                   // e^50 is "anything"

// The shape k of the negative binomial with that mean whose -ln P(none), k ln(1 + mean / k), is `target`: it
// rises with k towards the mean itself, where the distribution is a Poisson's.
double Shape(double mean, double target) {
  double low = std::log(1e-9), high = std::log(1e9);
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2, k = std::exp(middle);
    (k * std::log1p(mean / k) > target ? high : low) = middle;
  }
  return std::exp(low);
}

}  // namespace

double OwnVariance(const FutureSpending& customer) {
  const double mean = customer.purchases;
  if (!(mean > 0) || !(customer.value > 0)) return 0;
  const double target = -std::log1p(-std::min(customer.buys, 1 - 1e-16));
  const double count = 1 / mean + 1 / Shape(mean, target);  // variance of the number, relative to mean^2
  const double one = customer.purchase_spread * customer.purchase_spread / mean;
  const double own_mean = customer.mean_spread * customer.mean_spread * (1 + count);
  return customer.value * customer.value * (count + one + own_mean);
}

Spread80 SpreadOfSum(double sum, double log_deviation, double own_variance) {
  if (!(sum > 0)) return {0, 0};
  // The log-normal with this mean and variance, whose own-chance part has variance ln(1 + V / sum^2).
  const double own = std::log1p(own_variance / (sum * sum));
  const double half = std::min(kNormal80 * std::sqrt(log_deviation * log_deviation + own), kWidest);
  return {sum * std::exp(-half), sum * std::exp(half)};
}

}  // namespace bestand::scoring
