#include "services/scoring/domain/maximise.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kSteepEnough = 1e-10;  // slopes below it are an optimum
constexpr double kStuckIsFine = 1e-6;   // slopes below it are one when rounding hides all progress
constexpr double kNewtonFrom = 1e-3;
constexpr double kLongestStep = 2;
constexpr double kSlopeLeft = .25;  // of the slope before a step of Newton's
constexpr double kNoise = 1e-12;    // relative, of the value
constexpr int kRefresh = 8;         // steps after which BFGS starts anew from the Hessian

// The inverse of -hessian with every eigenvalue made positive: an ascent direction even where the
// function is not concave.
MatrixXd InverseCurvature(const MatrixXd& hessian) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(-hessian);
  const double largest = eigen.eigenvalues().cwiseAbs().maxCoeff();
  const VectorXd safe = eigen.eigenvalues().cwiseAbs().cwiseMax(std::max(1e-9 * largest, 1e-12));
  return eigen.eigenvectors() * safe.cwiseInverse().asDiagonal() * eigen.eigenvectors().transpose();
}

// The parts of `direction` that do not lead out of the box at `at`.
VectorXd Inside(const VectorXd& at, VectorXd direction) {
  for (Eigen::Index i = 0; i < at.size(); ++i) {
    if ((at[i] >= kLogMost && direction[i] > 0) || (at[i] <= kLogLeast && direction[i] < 0)) direction[i] = 0;
  }
  return direction;
}

class Climb {
 public:
  Climb(const Objective& objective, const VectorXd& start) : objective_(objective), at_(start) {
    here_ = objective_(at_, true);
    inverse_ = IsGood(here_) ? InverseCurvature(here_.hessian) : MatrixXd::Identity(at_.size(), at_.size());
  }

  double Slope() const { return Inside(at_, here_.gradient).cwiseAbs().maxCoeff(); }
  double Value() const { return here_.value; }
  bool Started() const { return IsGood(here_); }

  // Goes one step up; false when no step is better.
  bool Step() {
    const bool newton = Slope() < kNewtonFrom;
    if (newton || ++steps_ % kRefresh == 0) UseHessian();
    return Search(inverse_ * Inside(at_, here_.gradient), newton) || Search(here_.gradient, newton);
  }

  Optimum Finish(int iterations) {
    if (here_.hessian.size() == 0) here_ = objective_(at_, true);
    return {at_, here_, iterations, Slope()};
  }

 private:
  static bool IsGood(const Evaluation& e) { return std::isfinite(e.value) && e.gradient.allFinite(); }

  // The parameters at the box's edge that want to leave it are held: their rows and columns are cut out.
  void UseHessian() {
    if (here_.hessian.size() == 0) here_ = objective_(at_, true);
    const VectorXd free = (Inside(at_, here_.gradient).array() != 0).cast<double>();
    inverse_ = free.asDiagonal() * InverseCurvature(free.asDiagonal() * here_.hessian * free.asDiagonal()) *
               free.asDiagonal();
  }

  bool Search(VectorXd direction, bool newton) {
    direction = Inside(at_, direction);
    if (!(direction.dot(here_.gradient) > 0)) return false;
    direction *= std::min(1., kLongestStep / direction.cwiseAbs().maxCoeff());
    const VectorXd slopes = here_.gradient;
    for (int halving = 0; halving < 30; ++halving, direction *= .5) {
      if (!Try(direction, newton, newton && halving == 0)) continue;
      if (newton && halving == 0) GoOn(direction, slopes);
      return true;
    }
    return false;
  }

  // A step of Newton's ends where the slope along it is 0, if the function is a parabola. Where much of the
  // slope is left, as on the way to a parameter without an end, longer steps follow it.
  void GoOn(VectorXd direction, const VectorXd& slopes) {
    while (direction.dot(here_.gradient) > kSlopeLeft * direction.dot(slopes)) {
      direction = Inside(at_, 2 * direction);
      if (direction.isZero() || !Try(direction, true, false)) return;
    }
  }

  bool Try(const VectorXd& direction, bool newton, bool with_hessian) {
    const VectorXd to = (at_ + direction).cwiseMax(kLogLeast).cwiseMin(kLogMost);
    const VectorXd step = to - at_;
    Evaluation there = objective_(to, with_hessian);
    if (!IsGood(there)) return false;
    const double gain = there.value - here_.value;
    const bool better = gain > 0 && gain >= 1e-4 * here_.gradient.dot(step);
    // Close to the top the value's rounding hides the gain: then the slope is the judge.
    const bool flatter = newton && std::abs(gain) < kNoise * std::abs(here_.value) &&
                         Inside(to, there.gradient).cwiseAbs().maxCoeff() < .5 * Slope();
    if (!better && !flatter) return false;
    Learn(step, here_.gradient - there.gradient);
    at_ = to;
    here_ = std::move(there);
    return true;
  }

  // The BFGS update of the inverse; `drop` is how much the slopes fell along `step`.
  void Learn(const VectorXd& step, const VectorXd& drop) {
    const double curvature = step.dot(drop);
    if (!(curvature > 1e-12 * step.norm() * drop.norm())) return;
    const MatrixXd one = MatrixXd::Identity(at_.size(), at_.size());
    const MatrixXd left = one - step * drop.transpose() / curvature;
    inverse_ = left * inverse_ * left.transpose() + step * step.transpose() / curvature;
  }

  const Objective& objective_;
  VectorXd at_;
  Evaluation here_;
  MatrixXd inverse_;
  int steps_ = 0;
};

absl::Status NotConverged() {
  return Failure(absl::StatusCode::kInternal, "FIT_NOT_CONVERGED",
                 "The likelihood's top was not reached; report it with the data's summary.");
}

}  // namespace

absl::StatusOr<Optimum> Maximise(const Objective& objective, const VectorXd& start,
                                 const FitOptions& options) {
  Climb climb(objective, start);
  if (!climb.Started()) return NotConverged();
  for (int iteration = 1; iteration <= options.most_iterations; ++iteration) {
    const double slope = climb.Slope();
    if (options.keep_going && !options.keep_going({iteration, climb.Value(), slope})) {
      return absl::CancelledError("The fit was stopped.");
    }
    if (slope < kSteepEnough) return climb.Finish(iteration);
    if (climb.Step()) continue;
    if (climb.Slope() < kStuckIsFine) return climb.Finish(iteration);
    return NotConverged();
  }
  return NotConverged();
}

Uncertainty UncertaintyAt(const MatrixXd& hessian, double customers) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(-customers * hessian);
  const VectorXd variances = eigen.eigenvalues().cwiseMax(.01).cwiseInverse();
  const MatrixXd covariance =
      eigen.eigenvectors() * variances.asDiagonal() * eigen.eigenvectors().transpose();
  return {covariance, eigen.eigenvectors().col(0), std::sqrt(variances[0])};
}

std::vector<double> RowMajor(const MatrixXd& matrix) {
  std::vector<double> rows;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) rows.push_back(matrix(i, j));
  }
  return rows;
}

std::vector<double> StandardErrors(const VectorXd& logs, const MatrixXd& covariance) {
  std::vector<double> errors;
  for (Eigen::Index i = 0; i < logs.size(); ++i) {
    errors.push_back(std::exp(logs[i]) * std::sqrt(covariance(i, i)));
  }
  return errors;
}

}  // namespace bestand::scoring
