#include "services/scoring/domain/trends/trend.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "Eigen/Cholesky"
#include "Eigen/Core"
#include "services/scoring/domain/purchase_history.h"
#include "services/scoring/domain/trends/student_t.h"

namespace bestand::scoring {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr double kBothTails = .20;  // of the interval
constexpr double kWeeksPerMonth = kWeeksPerYear / 12;
constexpr int kMostSteps = 50;
constexpr double kMostLog = 30;  // of expected purchases: beyond, an optimum lies at infinity
constexpr double kMostCorrelation = .8;
constexpr double kMostGrowth = 100;

struct Fit {
  Vector coefficients, expected;
  Matrix covariance;  // of Poisson counts
};

// Level, growth (weeks, 0 at the last one), and the waves of the season.
Matrix DesignOf(int weeks, int first_week, bool season) {
  Matrix design(weeks, season ? 6 : 2);
  for (int w = 0; w < weeks; ++w) {
    design(w, 0) = 1;
    design(w, 1) = w - (weeks - 1);
    for (int wave = 1; season && wave <= 2; ++wave) {
      const double angle = 2 * std::numbers::pi * wave * (first_week + w) / kWeeksPerYear;
      design(w, 2 * wave) = std::sin(angle);
      design(w, 2 * wave + 1) = std::cos(angle);
    }
  }
  return design;
}

// Iteratively reweighted least squares.
Fit FitPoisson(const Matrix& design, const Vector& counts) {
  Fit fit{.coefficients = Vector::Zero(design.cols())};
  fit.coefficients[0] = std::log(counts.mean());
  for (int step = 0; step < kMostSteps; ++step) {
    const Vector logs = (design * fit.coefficients).cwiseMax(-kMostLog).cwiseMin(kMostLog);
    fit.expected = logs.array().exp();
    const Matrix weighted = fit.expected.asDiagonal() * design;
    const Eigen::LDLT<Matrix> information(design.transpose() * weighted);
    const Vector move = information.solve(design.transpose() * (counts - fit.expected));
    fit.covariance = information.solve(Matrix::Identity(design.cols(), design.cols()));
    fit.coefficients += move * std::min(1., 2 / std::max(move.cwiseAbs().maxCoeff(), 1e-300));
    if (move.cwiseAbs().maxCoeff() < 1e-10) break;
  }
  return fit;
}

// How much wider than Poisson's the errors are, squared.
double Inflation(const Fit& fit, const Vector& counts, double degrees) {
  const Vector residuals = (counts - fit.expected).cwiseQuotient(fit.expected.cwiseSqrt());
  const double squares = residuals.squaredNorm();
  const double dispersion = std::max(squares / degrees, 1.);
  const auto n = residuals.size();
  const double neighbours = residuals.head(n - 1).dot(residuals.tail(n - 1));
  const double rho = squares > 0 ? std::clamp(neighbours / squares, 0., kMostCorrelation) : 0;
  return dispersion * (1 + rho) / (1 - rho);
}

double MonthlyGrowth(double weekly_log_growth) {
  return std::clamp(std::expm1(weekly_log_growth * kWeeksPerMonth), -1., kMostGrowth);
}

bool IsSupported(std::span<const int32_t> counts) {
  const int64_t purchases = std::accumulate(counts.begin(), counts.end(), int64_t{0});
  const auto with = std::count_if(counts.begin(), counts.end(), [](int32_t count) { return count > 0; });
  return counts.size() >= kFewestWeeks && purchases >= kFewestPurchases && with >= kFewestWeeksWithPurchases;
}

}  // namespace

std::optional<Trend> EstimateTrend(std::span<const int32_t> purchases_a_week, int first_week) {
  const size_t old = purchases_a_week.size() - std::min<size_t>(purchases_a_week.size(), kWeeksLookedAt);
  const auto recent = purchases_a_week.subspan(old);
  const auto first =
      std::find_if(recent.begin(), recent.end(), [](int32_t count) { return count > 0; }) - recent.begin();
  const auto counts = recent.subspan(static_cast<size_t>(first));
  if (!IsSupported(counts)) return std::nullopt;

  Trend trend{.weeks = static_cast<int>(counts.size()),
              .purchases = std::accumulate(counts.begin(), counts.end(), int64_t{0})};
  trend.season_known = trend.weeks >= kWeeksToKnowSeason;
  const Matrix design =
      DesignOf(trend.weeks, first_week + static_cast<int>(old) + static_cast<int>(first), trend.season_known);
  Vector observed(trend.weeks);
  for (int w = 0; w < trend.weeks; ++w) observed[w] = counts[static_cast<size_t>(w)];
  const Fit fit = FitPoisson(design, observed);
  const double degrees = static_cast<double>(design.rows() - design.cols());
  const double growth = fit.coefficients[1];
  const double error = std::sqrt(fit.covariance(1, 1) * Inflation(fit, observed, degrees));
  const double wide = StudentQuantile(kBothTails, degrees) * error;
  trend.level = std::exp(std::clamp(fit.coefficients[0], -kMostLog, kMostLog));
  trend.monthly_growth = MonthlyGrowth(growth);
  trend.growth_low = MonthlyGrowth(growth - wide);
  trend.growth_high = MonthlyGrowth(growth + wide);
  trend.p_value = StudentTwoSided(growth / error, degrees);
  return trend;
}

void AdjustForMany(std::span<Trend> trends) {
  std::vector<size_t> by_p(trends.size());
  std::iota(by_p.begin(), by_p.end(), size_t{0});
  std::stable_sort(by_p.begin(), by_p.end(),
                   [&](size_t a, size_t b) { return trends[a].p_value > trends[b].p_value; });
  double lowest = 1;
  for (size_t i = 0; i < by_p.size(); ++i) {
    const double rank = static_cast<double>(by_p.size() - i);
    lowest = std::min(lowest, trends[by_p[i]].p_value * static_cast<double>(by_p.size()) / rank);
    trends[by_p[i]].q_value = lowest;
  }
}

}  // namespace bestand::scoring
