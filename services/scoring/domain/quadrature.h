#pragma once

#include <array>
#include <span>

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

struct GaussPoint {
  double node, weight;
};

// Returns the smallest of the rules with 2, 3, 4 and 12 points that integrates a function over [-1, 1] to
// about 1e-13 of its integral, when its logarithm changes by `steepness` at most and no pole is nearer than 2
// / steepness; the 12 points do up to 9. Threads may share them.
std::span<const GaussPoint> GaussFor(double steepness);

}  // namespace bestand::scoring
