#include "services/scoring/domain/models/purchase_integral.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "services/scoring/domain/quadrature.h"
#include "services/scoring/domain/special.h"
#include "services/scoring/domain/vector_math.h"

namespace bestand::scoring {
namespace {

constexpr int kPoints = GaussRule::kPoints;
constexpr int kMostTerms = 200'000;

BESTAND_VECTORISED void PolynomialOfAll(const double* coefficients, int terms, const Lanes& z,
                                        Lanes& result) {
  Lanes sum{};
  for (int n = terms - 1; n >= 0; --n) {
    for (int i = 0; i < kPoints; ++i) sum[i] = sum[i] * z[i] + coefficients[n];
  }
  result = sum;
}

// How many terms of a series in z with coefficients below 1 matter.
int TermsFor(double z) {
  if (z < 1e-18) return 1;
  return static_cast<int>(std::min<double>(kMostTerms, 4 + 40 / -std::log(z)));
}

}  // namespace

struct PurchaseIntegral::Panel {
  double middle, half;  // of u, where t = clock (e^u - 1)
  double clock;         // weeks
  double past;          // alpha + T
  double weekly_discount;
};

PurchaseIntegral::PurchaseIntegral(const LivingCustomer& customer)
    : count_(customer.count),
      alpha_(customer.alpha),
      leaving_(customer.leaving),
      clock_(customer.clock > 0 ? customer.clock : customer.alpha),
      staying_(customer.staying) {
  // Below -10 the series' signs cancel away more than three digits; above 30 its sum overflows.
  by_series_ = staying_ > 0 && leaving_ + staying_ - count_ - 1 >= -10 && leaving_ <= 30;
}

double PurchaseIntegral::Over(const Stretch& stretch, const Moment& moment) {
  const double past = alpha_ + moment.age;
  // The clock is the time on which the beta mean falls: early when purchases are fast or leaving is sure.
  const double scale =
      staying_ > 0 ? std::min(1., (leaving_ + staying_) / (count_ * std::max(1., leaving_))) : 1;
  const double clock = (clock_ + moment.age) * scale;
  const double begin = std::log1p(stretch.from / clock);
  double end = std::log1p(stretch.to / clock);
  // Pareto/NBD with a large s: beyond this the rate has fallen by e^-42.
  if (staying_ == 0 && leaving_ > 1) end = std::min(end, begin + 42 / (leaving_ - 1));
  const double steepness = staying_ == 0 ? 1 + leaving_ / 10 : 1;
  const double panels =
      std::ceil((end - begin) * steepness / 2 + stretch.weekly_discount * (stretch.to - stretch.from) / 8);
  const double half = (end - begin) / (2 * panels);
  double sum = 0;
  for (int i = 0; i < panels; ++i) {
    sum += PanelSum({begin + (2 * i + 1) * half, half, clock, past, stretch.weekly_discount});
  }
  return sum * count_ / past;
}

// The integral of v(t) / v(0) e^(-discount t) over one panel.
double PurchaseIntegral::PanelSum(const Panel& panel) {
  const GaussRule& rule = Gauss12();
  Lanes u, growth, exponent, z, share, factor;
  for (int i = 0; i < kPoints; ++i) u[i] = panel.middle + panel.half * rule.node[i];
  ExpOfAll(u, growth);
  const double decay = staying_ > 0 ? 0 : leaving_;
  for (int i = 0; i < kPoints; ++i) {
    const double t = panel.clock * (growth[i] - 1);
    exponent[i] = (1 - decay) * u[i] - panel.weekly_discount * t;
    z[i] = t / (panel.past + t);
  }
  share.fill(1);
  if (by_series_) {
    for (int i = 0; i < kPoints; ++i) exponent[i] += leaving_ * std::log1p(-z[i]);
    const int terms = TermsFor(z.back());
    GrowCoefficients(terms);
    PolynomialOfAll(coefficients_.data(), terms, z, share);
  } else if (staying_ > 0) {
    for (int i = 0; i < kPoints; ++i) share[i] = BetaMean(count_ + 1, z[i] / (1 - z[i]));
  }
  ExpOfAll(exponent, factor);
  double sum = 0;
  for (int i = 0; i < kPoints; ++i) sum += rule.weight[i] * factor[i] * share[i];
  return sum * panel.half * panel.clock;
}

void PurchaseIntegral::GrowCoefficients(int terms) {
  if (coefficients_.empty()) coefficients_.push_back(1);
  const double total = leaving_ + staying_;
  const double other = total - count_ - 1;
  while (static_cast<int>(coefficients_.size()) < terms) {
    const double n = static_cast<double>(coefficients_.size()) - 1;
    coefficients_.push_back(coefficients_.back() * (leaving_ + n) * (other + n) / ((total + n) * (n + 1)));
  }
}

double PurchaseIntegral::Stays(double weeks, const Moment& moment) const {
  if (staying_ > 0) return BetaMean(count_, weeks / (alpha_ + moment.age));
  return std::exp(-leaving_ * std::log1p(weeks / (clock_ + moment.age)));
}

// E[(1 + p y)^-shape]: the chance not to have left after as many purchases as somebody who never
// leaves would make, a negative binomial number. Beyond 1e5 of them the first term for large y.
double PurchaseIntegral::BetaMean(double shape, double y) const {
  const double total = leaving_ + staying_;
  if (shape * y > 1e5) {
    const double tail = LogGamma(total) - LogGamma(staying_) + LogGamma(std::max(shape - leaving_, 1e-3)) -
                        LogGamma(shape) - leaving_ * std::log(y);
    return std::min(1., std::exp(tail));
  }
  const double z = y / (1 + y);
  double weight = 1, weights = 0, staying = 1, sum = 0;
  for (int n = 0; n <= shape * y || weight > 1e-18 * weights; ++n) {
    weights += weight;
    sum += weight * staying;
    weight *= (shape + n) / (n + 1) * z;
    staying *= (staying_ + n) / (total + n);
    if (weight < 1e200) continue;
    weight *= 1e-200, weights *= 1e-200, sum *= 1e-200;
  }
  return sum / weights;
}

}  // namespace bestand::scoring
