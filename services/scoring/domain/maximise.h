#pragma once

#include <Eigen/Dense>
#include <functional>

#include "absl/status/statusor.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// A function's value with its exact slopes; `hessian` is empty unless it was asked for.
struct Evaluation {
  double value;
  Eigen::VectorXd gradient;
  Eigen::MatrixXd hessian;
};

// The function to maximise, of log-parameters.
using Objective = std::function<Evaluation(const Eigen::VectorXd& at, bool with_hessian)>;

// Log-parameters stay within these; e^8 weeks are 57 years.
inline constexpr double kLogLeast = -10, kLogMost = 8;

// The standard error of a log-parameter from which a direction counts as flat.
inline constexpr double kFlatFrom = 2.5;

struct Optimum {
  Eigen::VectorXd at;
  Evaluation evaluation;  // with Hessian
  int iterations;
  double gradient;  // largest slope that does not lead out of the box
};

// Says whether a log-parameter lies at an end of its range.
inline bool IsAtEdge(const Eigen::VectorXd& logs) {
  return logs.maxCoeff() >= kLogMost || logs.minCoeff() <= kLogLeast;
}

// What the curvature at an optimum says of n customers' mean log-likelihood.
struct Uncertainty {
  Eigen::MatrixXd covariance;  // of the log-parameters; in flat directions a standard error of 10
  Eigen::VectorXd flattest;    // the direction known least, length 1
  double flattest_error;       // its standard error
};

// Returns a local maximum near `start`: BFGS that begins with the Hessian at the start and refuses steps to
// values that are not finite or not better; Newton steps once the slope is below 1e-3. Ends when the
// largest slope is below 1e-10, or no step makes the value better and it is below 1e-6.
//
// Fails with FIT_NOT_CONVERGED after options.most_iterations; CANCELLED when options.keep_going says so.
// Source: Nocedal, Wright, "Numerical Optimization" (2006), eq. 6.17 and algorithm 3.1.
absl::StatusOr<Optimum> Maximise(const Objective& objective, const Eigen::VectorXd& start,
                                 const FitOptions& options);

// Returns the inverse of the information customers * (-hessian).
Uncertainty UncertaintyAt(const Eigen::MatrixXd& hessian, double customers);

// Returns a matrix as rows one after another.
std::vector<double> RowMajor(const Eigen::MatrixXd& matrix);

// Returns the parameters' standard errors: those of the logarithms times the parameters.
std::vector<double> StandardErrors(const Eigen::VectorXd& logs, const Eigen::MatrixXd& covariance);

}  // namespace bestand::scoring
