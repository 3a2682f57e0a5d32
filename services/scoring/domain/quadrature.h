#pragma once

#include <span>

#include "services/scoring/domain/lanes.h"

namespace bestand::scoring {

// Nodes and weights of the 12-point Gauss-Legendre rule on [-1, 1]: exact for polynomials up to degree
// 23. Source: Golub, Welsch (1969); computed once by Newton's method on the Legendre polynomial.
struct GaussRule {
  static constexpr int kPoints = kLanes;
  Lanes node;  // rising
  Lanes weight;
};

// Threads may share it.
const GaussRule& Gauss12();

struct GaussPoint {
  double node, weight;
};

// Returns the smallest of the rules with 2, 3, 4, 6, 8 and 12 points that integrates a function over [-1, 1]
// to about 2e-13 of its integral, when its logarithm changes by `steepness` at most and no pole is nearer
// than 2 / steepness; the 12 points do up to 2, and without a pole up to 9. Threads may share them.
std::span<const GaussPoint> GaussFor(double steepness);

// Writes the weights on the 12 nodes of [-1, 1] that integrate f(s) times a weight function over a part of
// it, for polynomials f of degree 11: `at` are points of the part, `weights` what each of them counts.
void WeighNodes(const Lanes& at, const Lanes& weights, Lanes& of_nodes);

}  // namespace bestand::scoring
