#include "services/scoring/domain/products/ease.h"

#include <Eigen/Cholesky>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

using Eigen::Index;
using Eigen::MatrixXf;

constexpr Index kBlock = 128;

// Columns [at, at + width) of a symmetric matrix of which the lower triangle is there.
MatrixXf Columns(const MatrixXf& lower, Index at, Index width) {
  MatrixXf columns(lower.rows(), width);
  columns.topRows(at) = lower.block(at, 0, width, at).transpose();
  columns.bottomRows(lower.rows() - at) = lower.block(at, at, lower.rows() - at, width);
  const MatrixXf pivot = columns.middleRows(at, width).selfadjointView<Eigen::Lower>();
  columns.middleRows(at, width) = pivot;
  return columns;
}

// Sweeps the block of rows and columns [at, at + width); says whether it was positive definite.
bool Sweep(MatrixXf& lower, Index at, Index width) {
  MatrixXf columns = Columns(lower, at, width);
  const Eigen::LLT<MatrixXf> root(columns.middleRows(at, width));
  if (root.info() != Eigen::Success) return false;
  columns.middleRows(at, width).setZero();
  root.matrixU().solveInPlace<Eigen::OnTheRight>(columns);
  lower.selfadjointView<Eigen::Lower>().rankUpdate(columns, -1.f);
  root.matrixL().solveInPlace<Eigen::OnTheRight>(columns);
  lower.block(at, 0, width, at) = columns.topRows(at).transpose();
  lower.block(at, at, lower.rows() - at, width) = columns.bottomRows(lower.rows() - at);
  lower.block(at, at, width, width) = -root.solve(MatrixXf::Identity(width, width));
  return true;
}

}  // namespace

absl::StatusOr<MatrixXf> Inverse(MatrixXf matrix, GoOn go_on) {
  const Index size = matrix.rows();
  for (Index at = 0; at < size; at += kBlock) {
    if (!go_on(at, size)) return absl::CancelledError("stopped");
    if (!Sweep(matrix, at, std::min(kBlock, size - at))) {
      return Failure(absl::StatusCode::kInternal, "INTERNAL_ERROR",
                     "A matrix that must be positive definite is not; report it with the trace id.");
    }
  }
  matrix.triangularView<Eigen::Lower>() *= -1.f;
  matrix.triangularView<Eigen::StrictlyUpper>() = matrix.transpose();
  return matrix;
}

absl::StatusOr<MatrixXf> EaseWeights(MatrixXf together, float penalty, GoOn go_on) {
  together.diagonal().array() += penalty;
  ASSIGN_OR_RETURN(MatrixXf weights, Inverse(std::move(together), go_on));
  const Eigen::VectorXf scale = -weights.diagonal().cwiseInverse();
  weights = weights * scale.asDiagonal();
  weights.diagonal().setZero();
  return weights;
}

}  // namespace bestand::scoring
