#include "services/scoring/domain/intervals.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr double kStep = .01;                    // in a log-parameter
constexpr double kNormal80 = 1.281551565544600;  // 90 % quantile of the normal distribution
constexpr double kWidest = 50;                   // e^50 is "anything"

double Logit(double p) { return std::log(p) - std::log1p(-p); }
double FromLogit(double x) { return 1 / (1 + std::exp(-x)); }

struct Scale {
  double (*to)(double);
  double (*from)(double);
};
const Scale kAmount{[](double x) { return std::log(x); }, [](double x) { return std::exp(x); }};
const Scale kProbability{Logit, FromLogit};

// The standard deviation on the scale, from the slopes and the covariance blocks.
double Deviation(const std::vector<double>& slopes, const std::vector<std::vector<double>>& covariances) {
  double variance = 0;
  size_t first = 0;
  for (const auto& covariance : covariances) {
    const auto size = static_cast<size_t>(std::lround(std::sqrt(static_cast<double>(covariance.size()))));
    for (size_t i = 0; i < size; ++i) {
      for (size_t j = 0; j < size; ++j)
        variance += slopes[first + i] * covariance[i * size + j] * slopes[first + j];
    }
    first += size;
  }
  const double deviation = std::sqrt(std::max(variance, 0.));
  return std::isfinite(deviation) ? std::min(deviation, kWidest) : kWidest;
}

using Column = std::vector<double> ScoreColumns::*;

// The ends around one column of the first scores; the others were made with a parameter lower or higher.
Interval80 Around(const std::vector<ScoreColumns>& scores, Column column, const Scale& scale,
                  const std::vector<std::vector<double>>& covariances) {
  Interval80 ends{scores[0].*column, scores[0].*column};
  std::vector<double> slopes((scores.size() - 1) / 2);
  for (size_t row = 0; row < ends.low.size(); ++row) {
    const double middle = scale.to(ends.low[row]);
    if (!std::isfinite(middle)) continue;  // 0 or 1: nothing to vary
    for (size_t k = 0; k < slopes.size(); ++k) {
      const double low = scale.to((scores[1 + 2 * k].*column)[row]),
                   high = scale.to((scores[2 + 2 * k].*column)[row]);
      slopes[k] = std::isfinite(high - low) ? (high - low) / (2 * kStep) : 0;
    }
    const double half = std::min(kNormal80 * Deviation(slopes, covariances), kWidest);
    ends.low[row] = scale.from(middle - half);
    ends.high[row] = scale.from(middle + half);
  }
  return ends;
}

// The model with parameter k moved by `step` on the log scale.
absl::StatusOr<PurchaseModel> Moved(const PurchaseModel& model, size_t k, double step) {
  auto parameters = ParametersOf(model);
  if (ParameterNames(KindOf(model))[k] == "k") return model;  // a regularity is known for certain
  parameters[k] *= std::exp(step);
  return MakeModel(KindOf(model), parameters);
}

GammaGamma Moved(const GammaGamma& spending, size_t k, double step) {
  GammaGamma moved = spending;
  double& parameter = k == 0 ? moved.p : k == 1 ? moved.q : moved.gamma;
  parameter *= std::exp(step);
  moved.q = std::max(moved.q, 1 + 1e-6);  // the mean must exist
  return moved;
}

}  // namespace

absl::StatusOr<IntervalScorer> IntervalScorer::Make(const ModelFit& fit, const GammaGammaFit* spending,
                                                    const GammaGamma& flat, const ScoreTerms& terms) {
  const GammaGamma value = spending ? spending->model : flat;
  IntervalScorer result;
  ASSIGN_OR_RETURN(BulkScorer middle, BulkScorer::Make(fit.model, value, terms));
  result.scorers_.push_back(std::move(middle));
  for (size_t k = 0; k < ParametersOf(fit.model).size(); ++k) {
    for (const double step : {-kStep, kStep}) {
      ASSIGN_OR_RETURN(const PurchaseModel moved, Moved(fit.model, k, step));
      ASSIGN_OR_RETURN(BulkScorer scorer, BulkScorer::Make(moved, value, terms));
      result.scorers_.push_back(std::move(scorer));
    }
  }
  result.covariances_.push_back(fit.log_covariance);
  if (!spending) return result;
  for (size_t k = 0; k < 3; ++k) {
    for (const double step : {-kStep, kStep}) {
      ASSIGN_OR_RETURN(BulkScorer scorer, BulkScorer::Make(fit.model, Moved(value, k, step), terms));
      result.scorers_.push_back(std::move(scorer));
    }
  }
  result.covariances_.push_back(spending->log_covariance);
  return result;
}

absl::Status IntervalScorer::Score(const CustomerColumns& customers, ScoreIntervals& intervals) {
  std::vector<ScoreColumns> scores(scorers_.size());
  for (size_t i = 0; i < scorers_.size(); ++i) RETURN_IF_ERROR(scorers_[i].Score(customers, scores[i]));
  intervals.buys_again = Around(scores, &ScoreColumns::buys_again, kProbability, covariances_);
  intervals.expected_purchases = Around(scores, &ScoreColumns::expected_purchases, kAmount, covariances_);
  intervals.clv_12_months = Around(scores, &ScoreColumns::clv_12_months, kAmount, covariances_);
  intervals.clv_60_months = Around(scores, &ScoreColumns::clv_60_months, kAmount, covariances_);
  return absl::OkStatus();
}

absl::Status IntervalScorer::Vary(const CustomerColumns& customers,
                                  std::vector<std::vector<double>>& clv_60_months) {
  ScoreColumns scores;
  clv_60_months.resize(scorers_.size());
  for (size_t i = 0; i < scorers_.size(); ++i) {
    RETURN_IF_ERROR(scorers_[i].Score(customers, scores));
    clv_60_months[i] = scores.clv_60_months;
  }
  return absl::OkStatus();
}

double IntervalScorer::LogDeviation(std::span<const double> varied) const {
  if (!(varied[0] > 0)) return 0;
  std::vector<double> slopes((scorers_.size() - 1) / 2);
  for (size_t k = 0; k < slopes.size(); ++k) {
    const double rise = std::log(varied[2 + 2 * k]) - std::log(varied[1 + 2 * k]);
    slopes[k] = std::isfinite(rise) ? rise / (2 * kStep) : 0;
  }
  return Deviation(slopes, covariances_);
}

}  // namespace bestand::scoring
