#include "services/scoring/domain/models/regular_buying.h"

#include <algorithm>
#include <cmath>

#include "services/scoring/domain/quadrature.h"

namespace bestand::scoring {
namespace {

constexpr double kMostEvents = 20'000;  // summed one by one

// The chances not to leave, as a function of purchases made: staying_n = (n')_n / (a + n')_n, and their sum
// over purchases 0 to n - 1, the expected purchases of a customer with n opportunities.
struct Dropout {
  double leaving, staying;

  double Stays(double purchases) const {
    return std::exp(LogRising(staying, purchases) - LogRising(leaving + staying, purchases));
  }
  double Purchases(double opportunities) const {
    const double a = std::abs(leaving - 1) < 1e-5 ? 1 + 1e-5 : leaving;  // the closed form's pole
    const double total = a + staying - 1;
    return (total - (total + opportunities) * Stays(opportunities)) / (a - 1);
  }
};

// What Mean is asked for: purchase by purchase, and in closed form for any number of them.
struct Staying {
  double staying, total, chance = 1, made = 0;

  void Buy() { chance *= (staying + made) / (total + made), made += 1; }
  double Value() const { return chance; }
  static double Of(const Dropout& dropout, double purchases) { return dropout.Stays(purchases); }
};
struct Bought {
  double staying, total, chance = 1, made = 0, sum = 0;

  void Buy() { sum += chance, chance *= (staying + made) / (total + made), made += 1; }
  double Value() const { return sum; }
  static double Of(const Dropout& dropout, double purchases) { return dropout.Purchases(purchases); }
};

// The mean of f(events), for very many events: their number is nearly y times a gamma variable, integrated in
// its logarithm. Below e^low / y there are no events.
template <class OfEvents>
double MeanOfMany(double count, double y, const OfEvents& f) {
  const double spread = 1 / std::sqrt(count);
  const double low = std::max(std::log(count) - 9 * spread - 9 * spread * spread, std::log(1e-3 / y));
  const double high = std::log(count + 9 * std::sqrt(count) + 40);
  const int panels = static_cast<int>(std::ceil((high - low) / std::min(1., 2 * spread)));
  const double half = (high - low) / (2 * panels);
  double sum = 0, mass = 0;
  for (int i = 0; i < panels; ++i) {
    for (const auto& [node, weight] : GaussFor(1)) {
      const double log = low + (2 * i + 1 + node) * half;
      const double part = half * weight * std::exp(count * log - std::exp(log) - LogGamma(count));
      sum += part * f(y * std::exp(log));
      mass += part;
    }
  }
  return sum + std::max(0., 1 - mass) * f(0);
}

}  // namespace

RegularAhead::RegularAhead(const std::vector<double>& p, int x, double staying)
    : k_(static_cast<int>(p[0])),
      count_(p[1] + p[0] * x),
      alpha_(p[2]),
      leaving_(p[3]),
      staying_(staying),
      poisson_({.count = count_, .alpha = alpha_, .leaving = leaving_, .staying = staying_}) {}

std::vector<double> RegularAhead::Stages(const Moment& moment) const {
  const double share = moment.silent / (alpha_ + moment.age);
  std::vector<double> weights{1};
  double sum = 1;
  for (int j = 1; j < k_; ++j) {
    weights.push_back(weights.back() * (count_ + j - 1) * share / j);
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

double RegularAhead::Over(const Stretch& stretch, const Moment& moment) {
  if (k_ == 1) return poisson_.Over(stretch, moment);
  const std::vector<double> stages = Stages(moment);
  double sum = 0;
  for (int j = 0; j < k_; ++j) sum += stages[j] * OverFrom(j, stretch, moment.age);
  return sum;
}

double RegularAhead::Stays(double weeks, const Moment& moment) const {
  if (k_ == 1) return poisson_.Stays(weeks, moment);
  const std::vector<double> stages = Stages(moment);
  double sum = 0;
  for (int j = 0; j < k_; ++j) {
    sum += stages[j] * Mean(j, weeks / (alpha_ + moment.age), Staying{staying_, leaving_ + staying_});
  }
  return sum;
}

// e^(-discount t) by parts: at its ends, and the integral of what was bought by t.
double RegularAhead::OverFrom(int stage, const Stretch& stretch, double age) {
  if (k_ == 1) return poisson_.Over(stretch, {age, 0});
  const double past = alpha_ + age, discount = stretch.weekly_discount;
  const double before = stretch.from > 0 ? PurchasesBy(stage, stretch.from, past) : 0;
  double sum = std::exp(-discount * stretch.to) * PurchasesBy(stage, stretch.to, past) -
               std::exp(-discount * stretch.from) * before;
  if (discount == 0) return std::max(0., sum);
  const double gap = k_ * past / count_;
  for (double from = stretch.from; from < stretch.to && discount * (from - stretch.from) < 44;) {
    const double width = std::min({2 * std::max(gap, from), past + from, 8 / discount});
    const double to = std::min(stretch.to, from + width), half = .5 * (to - from);
    for (const auto& [node, weight] : GaussFor(1)) {
      const double t = from + half * (1 + node);
      sum += half * weight * discount * std::exp(-discount * t) * PurchasesBy(stage, t, past);
    }
    from = to;
  }
  return std::max(0., sum);
}

// The chance that k - stage hidden events come.
double RegularAhead::BuysFrom(int stage, double weeks, double age) const {
  const double count = count_ + stage, past = alpha_ + age, z = weeks / (past + weeks);
  double term = std::exp(-count * std::log1p(weeks / past)), none = term;
  for (int m = 1; m < k_ - stage; ++m) {
    term *= (count + m - 1) / m * z;
    none += term;
  }
  return std::clamp(1 - none, 0., 1.);
}

double RegularAhead::PurchasesBy(int stage, double weeks, double past) const {
  return Mean(stage, weeks / past, Bought{staying_, leaving_ + staying_});
}

// The mean, over the hidden events, of something that changes with every k-th of them; y = weeks / past.
template <class OfPurchases>
double RegularAhead::Mean(int stage, double y, const OfPurchases& of) const {
  const double count = count_ + stage, z = y / (1 + y);
  if (count * y + 40 * (1 + y) > kMostEvents) {
    return MeanOfMany(count, y, [&](double events) {
      const double purchases = std::max(0., (stage + events - .5 * (k_ - 1)) / k_);
      return OfPurchases::Of({leaving_, staying_}, purchases);
    });
  }
  OfPurchases bought = of;
  double weight = 1, weights = 0, sum = 0;
  for (int m = 0, until = k_ - stage; m <= count * y || weight > 1e-17 * weights; ++m) {
    if (until-- == 0) bought.Buy(), until = k_ - 1;
    weights += weight;
    sum += weight * bought.Value();
    weight *= (count + m) / (m + 1) * z;
    if (weight < 1e200) continue;
    weight *= 1e-200, weights *= 1e-200, sum *= 1e-200;
  }
  return sum / weights;
}

double WheatMorrisonRegularity(std::span<const PairOfGaps> pairs) {
  double squares = 0;
  for (const auto& [first, second] : pairs) {
    const double off = first / (first + second) - .5;
    squares += off * off;
  }
  if (squares == 0) return 0;
  const double variance = squares / static_cast<double>(pairs.size());
  return std::max(0., (1 - 4 * variance) / (8 * variance));
}

}  // namespace bestand::scoring
