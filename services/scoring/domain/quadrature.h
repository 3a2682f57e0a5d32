#pragma once

#include <array>

namespace bestand::scoring {

// Nodes and weights of the 12-point Gauss-Legendre rule on [-1, 1]: exact for polynomials up to degree
// 23. Source: Golub, Welsch (1969); computed once by Newton's method on the Legendre polynomial.
struct GaussRule {
  static constexpr int kPoints = 12;
  std::array<double, kPoints> node;  // rising
  std::array<double, kPoints> weight;
};

// Threads may share it.
const GaussRule& Gauss12();

}  // namespace bestand::scoring
