#pragma once

#include <Eigen/Core>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace bestand::scoring {

// Asked between steps whether to go on; `done` of `total` steps are behind.
using GoOn = absl::FunctionRef<bool(int64_t done, int64_t total)>;

// Returns the inverse of a symmetric positive definite matrix, of which only the lower triangle is read; both
// triangles of the result are set. In place, n^3 operations, by the sweep operator in blocks. Fails with
// CANCELLED when `go_on` says so, and with INTERNAL_ERROR when the matrix is not positive definite.
//
// Source: Goodnight, "A Tutorial on the SWEEP Operator", The American Statistician 33 (1979).
absl::StatusOr<Eigen::MatrixXf> Inverse(Eigen::MatrixXf matrix, GoOn go_on);

// Returns the weights W of EASE^R, items x items: to a customer who bought the items H, item j is worth the
// sum of W(h, j) over h in H. `together` holds at (i, j) how many customers bought both and at (i, i) how
// many bought i; only its lower triangle is read. W(i, i) is 0. `penalty` > 0 keeps weights of rare items
// small. In single precision: the penalty keeps the condition number below customers x items / penalty. Fails
// as Inverse does.
//
// Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019, equations 5 and 8.
absl::StatusOr<Eigen::MatrixXf> EaseWeights(Eigen::MatrixXf together, float penalty, GoOn go_on);

}  // namespace bestand::scoring
