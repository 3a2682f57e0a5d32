#include "services/scoring/domain/diagnostics/value_bars.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/error/error.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {
namespace {

constexpr double kMostBars = 30;
constexpr int32_t kManyRepeats = 50;  // from here on the mean hardly changes its spread

// Keeps a denominator of the fraction below from being 0.
double AwayFromZero(double number) { return std::abs(number) < 1e-300 ? 1e-300 : number; }

// The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method, for
// z < (a + 1) / (a + b + 2), where it takes about sqrt(max(a, b)) steps.
double BetaFraction(double a, double b, double z) {
  double c = 1, d = 1 / AwayFromZero(1 - (a + b) * z / (a + 1)), fraction = d;
  const auto multiply = [&](double coefficient) {
    d = 1 / AwayFromZero(1 + coefficient * d);
    c = AwayFromZero(1 + coefficient / c);
    fraction *= c * d;
    return std::abs(c * d - 1) > 1e-15;
  };
  for (double m = 1; m < 10'000; ++m) {
    multiply(m * (b - m) * z / ((a + 2 * m - 1) * (a + 2 * m)));
    if (!multiply(-(a + m) * (a + b + m) * z / ((a + 2 * m) * (a + 2 * m + 1)))) break;
  }
  return fraction;
}

// I_z(a, b), for the same z.
double LowerBeta(double a, double b, double z) {
  const double log_front =
      a * std::log(z) + b * std::log1p(-z) + LogGamma(a + b) - LogGamma(a + 1) - LogGamma(b);
  return std::exp(log_front) * BetaFraction(a, b, z);
}

// 1, 2 or 5 times a power of ten, at least `least`.
double RoundWidth(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double times : {1., 2., 5.}) {
    if (times * power >= least) return times * power;
  }
  return 10 * power;
}

std::vector<double> ValuesOf(const SpendingColumns& columns) {
  std::vector<double> values;
  for (size_t i = 0; i < columns.repeats.size(); ++i) {
    if (columns.repeats[i] > 0 && columns.mean_value[i] > 0) values.push_back(columns.mean_value[i]);
  }
  return values;
}

std::map<int32_t, double> CustomersByRepeats(const SpendingColumns& columns) {
  std::map<int32_t, double> customers;
  for (size_t i = 0; i < columns.repeats.size(); ++i) {
    if (columns.repeats[i] > 0 && columns.mean_value[i] > 0)
      ++customers[std::min(columns.repeats[i], kManyRepeats)];
  }
  return customers;
}

}  // namespace

double ProbabilityOfMeanBelow(const GammaGamma& model, int repeats, double value) {
  if (value <= 0) return 0;
  const double a = model.p * repeats, b = model.q;
  const double z = repeats * value / (model.gamma + repeats * value);
  if (z < (a + 1) / (a + b + 2)) return LowerBeta(a, b, z);
  return 1 - LowerBeta(b, a, model.gamma / (model.gamma + repeats * value));
}

absl::StatusOr<ValueBars> CountValues(const GammaGamma& model, const SpendingColumns& columns) {
  RETURN_IF_ERROR(CheckSpending(model));
  std::vector<double> values = ValuesOf(columns);
  ValueBars bars;
  if (values.empty()) return bars;
  const auto usual_most = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) * 98 / 100);
  std::nth_element(values.begin(), usual_most, values.end());
  bars.width = RoundWidth(*usual_most / kMostBars);
  const auto last = static_cast<size_t>(*usual_most / bars.width) + 1;
  bars.actual.resize(last + 1);
  bars.expected.resize(last + 1);
  for (const double value : values) ++bars.actual[std::min(static_cast<size_t>(value / bars.width), last)];
  for (const auto& [repeats, customers] : CustomersByRepeats(columns)) {
    double below = 0;
    for (size_t i = 0; i <= last; ++i) {
      const double to =
          i < last ? ProbabilityOfMeanBelow(model, repeats, static_cast<double>(i + 1) * bars.width) : 1;
      bars.expected[i] += customers * (to - below);
      below = to;
    }
  }
  return bars;
}

}  // namespace bestand::scoring
