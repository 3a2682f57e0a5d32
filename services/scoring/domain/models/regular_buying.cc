#include "services/scoring/domain/models/regular_buying.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {

RegularAhead::RegularAhead(const std::vector<double>& p, int x, double staying)
    : k_(static_cast<int>(p[0])),
      count_(p[1] + p[0] * x),
      alpha_(p[2]),
      leaving_(p[3]),
      staying_(staying),
      poisson_({.count = count_, .alpha = alpha_, .leaving = leaving_, .staying = staying_}),
      rates_({.k = k_, .count = count_, .leaving = leaving_, .staying = staying_}) {}

OfStages RegularAhead::Stages(const Moment& moment) const {
  const double share = moment.silent / (alpha_ + moment.age);
  OfStages weights{1};
  double sum = 1;
  for (int j = 1; j < k_; ++j) {
    weights[j] = weights[j - 1] * (count_ + j - 1) * share / j;
    sum += weights[j];
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

double RegularAhead::Over(const Stretch& stretch, const Moment& moment) {
  const OfStages stages = Stages(moment), purchases = OverFromEach(stretch, moment.age);
  double sum = 0;
  for (int j = 0; j < k_; ++j) sum += stages[j] * purchases[j];
  return sum;
}

double RegularAhead::Stays(double weeks, const Moment& moment) const {
  if (k_ == 1) return poisson_.Stays(weeks, moment);
  const OfStages stages = Stages(moment);
  double sum = 0;
  for (int j = 0; j < k_; ++j) sum += stages[j] * StaysFrom(j, weeks / (alpha_ + moment.age));
  return sum;
}

OfStages RegularAhead::OverFromEach(const Stretch& stretch, double age) {
  if (k_ == 1) return {poisson_.Over(stretch, {age, 0})};
  return rates_.Over(stretch, alpha_ + age);
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

// The mean of the chance not to have left, which changes with every k-th event; y = weeks / past.
double RegularAhead::StaysFrom(int stage, double y) const {
  const double count = count_ + stage, z = y / (1 + y), total = leaving_ + staying_;
  if (AreMany(count, y)) {
    return MeanOfMany(count, y, [&](double events) {
      const double purchases = std::max(0., (stage + events - .5 * (k_ - 1)) / k_);
      return std::exp(LogRising(staying_, purchases) - LogRising(total, purchases));
    });
  }
  double weight = 1, weights = 0, sum = 0, chance = 1, made = 0;
  for (int m = 0, until = k_ - stage; m <= count * y || weight > 1e-17 * weights; ++m) {
    if (until-- == 0) chance *= (staying_ + made) / (total + made), made += 1, until = k_ - 1;
    weights += weight;
    sum += weight * chance;
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
