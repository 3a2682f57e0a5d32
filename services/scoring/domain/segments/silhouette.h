#pragma once

#include <cstdint>
#include <span>

#include "services/scoring/domain/segments/points.h"

namespace bestand::scoring {

// Returns the mean silhouette, in [-1, 1], of points in clusters 0 to 255: how much nearer a point is to its
// own cluster than to the next one, (b - a) / max(a, b) by mean distances. A point alone in its cluster
// counts 0, and so do one cluster or none. Takes time in the square of the points: send a sample of some
// thousand, in the order of SampleOf for the same bits every time. Source: Rousseeuw, "Silhouettes", J. of
// Computational and Applied Mathematics 20 (1987).
double MeanSilhouette(const Points& points, std::span<const uint8_t> cluster_of);

}  // namespace bestand::scoring
