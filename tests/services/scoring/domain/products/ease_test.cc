#include "services/scoring/domain/products/ease.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <random>

namespace bestand::scoring {
namespace {

using Eigen::MatrixXf;

bool Always(int64_t, int64_t) { return true; }

// Symmetric positive definite, with more rows than one block.
MatrixXf Definite(int size) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  MatrixXf square(size, size);
  for (int i = 0; i < square.size(); ++i) square.data()[i] = normal(random);
  return square * square.transpose() + MatrixXf::Identity(size, size) * static_cast<float>(size);
}

TEST(Inverse, OfADefiniteMatrixIsTheInverse) {
  for (const int size : {1, 2, 127, 128, 129, 300}) {
    const MatrixXf matrix = Definite(size);
    MatrixXf lower = matrix.triangularView<Eigen::Lower>();
    const auto inverse = Inverse(lower, Always);
    ASSERT_TRUE(inverse.ok()) << inverse.status();
    EXPECT_LT((matrix * *inverse - MatrixXf::Identity(size, size)).cwiseAbs().maxCoeff(), 2e-5) << size;
    EXPECT_EQ(*inverse, inverse->transpose());
  }
}

TEST(Inverse, OfNothingIsNothing) { EXPECT_EQ(Inverse(MatrixXf(0, 0), Always)->size(), 0); }

TEST(Inverse, RefusesWhatIsNotDefinite) {
  EXPECT_EQ(Inverse(-MatrixXf::Identity(3, 3), Always).status().code(), absl::StatusCode::kInternal);
}

TEST(Inverse, StopsWhenAsked) {
  int asked = 0;
  const auto inverse = Inverse(Definite(300), [&](int64_t done, int64_t total) {
    EXPECT_LE(done, total);
    return ++asked < 2;
  });
  EXPECT_TRUE(absl::IsCancelled(inverse.status()));
  EXPECT_EQ(asked, 2);
}

// Each column of W must minimise |X - X W|^2 + penalty |W|^2 under a zero diagonal: the normal equations hold
// in all rows but the diagonal's.
TEST(EaseWeights, SolveTheProblemThatDefinesThem) {
  std::mt19937 random(7);
  MatrixXf bought(200, 30);
  for (int i = 0; i < bought.size(); ++i) bought.data()[i] = random() % 4 == 0 ? 1.f : 0.f;
  const MatrixXf together = bought.transpose() * bought;
  const MatrixXf weights = *EaseWeights(together, 20, Always);
  const MatrixXf gradient = (together + 20 * MatrixXf::Identity(30, 30)) * weights - together;
  for (int row = 0; row < 30; ++row) {
    EXPECT_EQ(weights(row, row), 0);
    for (int column = 0; column < 30; ++column) {
      const float expected = row == column ? gradient(row, column) : 0.f;  // free on the diagonal
      EXPECT_NEAR(gradient(row, column), expected, 1e-3);
    }
  }
}

}  // namespace
}  // namespace bestand::scoring
