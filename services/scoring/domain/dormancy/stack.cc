#include "services/scoring/domain/dormancy/stack.h"

#include <Eigen/Dense>
#include <cmath>
#include <string>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr int kWidth = static_cast<int>(kSignals) + 1;  // the intercept last
constexpr double kRidge = 10;
constexpr int kMostSteps = 100, kMostHalvings = 40;
constexpr double kConverged = 1e-9;

using Weights = Eigen::Matrix<double, kWidth, 1>;
using Curvature = Eigen::Matrix<double, kWidth, kWidth>;

Weights PriorOf(const DormancyStack& stack) {
  Weights prior;
  for (size_t i = 0; i < kSignals; ++i) prior[static_cast<int>(i)] = stack.weight[i];
  prior[kWidth - 1] = stack.intercept;
  return prior;
}

bool HasCentre(size_t signal) {
  return signal != static_cast<size_t>(Signal::kModel) && signal < static_cast<size_t>(Signal::kReturned);
}

Weights RowOf(const Signals& signals, const Signals& centre) {
  Weights row;
  for (size_t i = 0; i < kSignals; ++i) {
    const double distance = signals[i] - centre[i];
    row[static_cast<int>(i)] = std::isnan(distance) ? 0 : distance;
  }
  row[kWidth - 1] = 1;
  return row;
}

// The penalised log-likelihood and, on request, what Newton's step needs of it.
struct Likelihood {
  double value = 0;
  Weights gradient = Weights::Zero();
  Curvature curvature = Curvature::Zero();
};

class Fitting {
 public:
  explicit Fitting(std::span<const StackCohort> cohorts)
      : cohorts_(cohorts), prior_(PriorOf(UntrainedStack())) {
    for (const StackCohort& cohort : cohorts) centres_.push_back(CentresOf(cohort.signals));
  }

  Likelihood At(const Weights& weights) const {
    Likelihood found;
    for (size_t i = 0; i < cohorts_.size(); ++i) Add(cohorts_[i], centres_[i], weights, found);
    const Weights off = weights - prior_;
    found.value -= kRidge / 2 * off.squaredNorm();
    found.gradient -= kRidge * off;
    found.curvature.diagonal().array() += kRidge;
    return found;
  }

  absl::StatusOr<Weights> Solve() const {
    Weights weights = prior_;
    Likelihood here = At(weights);
    for (int step = 0; step < kMostSteps; ++step) {
      Weights move = here.curvature.ldlt().solve(here.gradient);
      if (move.norm() < kConverged) return weights;
      Likelihood there = At(weights + move);
      for (int i = 0; i < kMostHalvings && !(there.value >= here.value); ++i) {
        move /= 2;
        there = At(weights + move);
      }
      if (!(there.value > here.value)) return weights;  // as high as doubles tell
      weights += move;
      here = there;
    }
    return Failure(absl::StatusCode::kInternal, "FIT_NOT_CONVERGED",
                   "The dormancy stack did not settle; it is left out, and the model speaks alone.");
  }

  const Signals& last_centre() const { return centres_.back(); }

 private:
  static void Add(const StackCohort& cohort, const Signals& centre, const Weights& weights, Likelihood& to) {
    for (size_t i = 0; i < cohort.signals.size(); ++i) {
      const Weights row = RowOf(cohort.signals[i], centre);
      const double log_odds = weights.dot(row);
      const double silent = 1 / (1 + std::exp(-log_odds));
      const double outcome = cohort.bought[i] ? 0 : 1;
      to.value += outcome * log_odds - (log_odds > 0 ? log_odds + std::log1p(std::exp(-log_odds))
                                                     : std::log1p(std::exp(log_odds)));
      to.gradient += (outcome - silent) * row;
      to.curvature.noalias() += silent * (1 - silent) * row * row.transpose();
    }
  }

  std::span<const StackCohort> cohorts_;
  const Weights prior_;
  std::vector<Signals> centres_;
};

absl::Status CheckOutcomes(std::span<const StackCohort> cohorts) {
  int64_t bought = 0, silent = 0;
  for (const StackCohort& cohort : cohorts) {
    for (const uint8_t outcome : cohort.bought) outcome ? ++bought : ++silent;
  }
  const int64_t fewer = std::min(bought, silent);
  if (fewer >= kLeastOfEachOutcome) return absl::OkStatus();
  return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                 "Only " + std::to_string(fewer) +
                     " customers bought, or did not, in the time to learn from; need " +
                     std::to_string(kLeastOfEachOutcome) + ".",
                 {{"have", std::to_string(fewer)}, {"need", std::to_string(kLeastOfEachOutcome)}});
}

}  // namespace

DormancyStack UntrainedStack() {
  DormancyStack stack;
  stack.weight[Signal::kModel] = 1;
  for (const Signal trouble : {Signal::kReturned, Signal::kComplaint, Signal::kContractEnd}) {
    stack.weight[trouble] = std::log(1.5);
  }
  stack.weight[Signal::kCrowded] = std::log(1.25);
  stack.weight[Signal::kUnanswered] = -std::log1p(-.04);
  return stack;
}

double LogOddsOf(const DormancyStack& stack, const Signals& signals) {
  double sum = stack.intercept;
  for (size_t i = 0; i < kSignals; ++i) sum += PartOf(stack, signals, static_cast<Signal>(i));
  return sum;
}

absl::StatusOr<DormancyStack> FitStack(std::span<const StackCohort> cohorts) {
  RETURN_IF_ERROR(CheckOutcomes(cohorts));
  const Fitting fitting(cohorts);
  ASSIGN_OR_RETURN(const Weights weights, fitting.Solve());
  DormancyStack stack{.trained = true, .intercept = weights[kWidth - 1], .centre = fitting.last_centre()};
  for (size_t i = 0; i < kSignals; ++i) stack.weight[i] = weights[static_cast<int>(i)];
  return stack;
}

Signals CentresOf(std::span<const Signals> customers) {
  Signals centres;
  for (size_t i = 0; i < kSignals; ++i) {
    if (!HasCentre(i)) continue;
    double sum = 0;
    int64_t known = 0;
    for (const Signals& signals : customers) {
      if (std::isnan(signals[i])) continue;
      sum += signals[i];
      ++known;
    }
    centres[i] = known > 0 ? sum / static_cast<double>(known) : 0;
  }
  return centres;
}

}  // namespace bestand::scoring
