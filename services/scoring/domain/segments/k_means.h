#pragma once

#include <cstdint>
#include <vector>

#include "services/scoring/domain/segments/points.h"

namespace bestand::scoring {

// Centres of clusters on the grid of the points, row-major.
struct Centres {
  size_t width = 0;
  std::vector<int16_t> values;  // k x width

  size_t size() const { return width == 0 ? 0 : values.size() / width; }
  std::span<const int16_t> row(size_t i) const { return {values.data() + i * width, width}; }
};

struct Clusters {
  Centres centres;             // each the mean of its points, on the grid
  std::vector<uint8_t> of;     // which cluster a point is in: that of the nearest centre, ties to the first
  std::vector<int64_t> sizes;  // points in each; 0 only when not settled
  uint64_t within = 0;         // squared distances of the points to their centres, added up; steps squared
  int rounds = 0;
  bool settled = false;  // nobody moved in the last round; false when the rounds ran out
};

inline constexpr int kMostClusters = 20;
inline constexpr int kMostRounds = 100;

// Returns the index of the centre nearest to the point, the first of several. There must be one.
size_t NearestCentre(const Centres& centres, std::span<const int16_t> point);

// Returns up to `clusters` centres by k-means++: each next one is a point drawn with a probability in
// proportion to its squared distance from the centres so far. The draw is a race of exponential variables
// that depend on key and salt alone, so the order of the points does not matter. Fewer come back when there
// are fewer different points; none without points. Source: Arthur, Vassilvitskii, "k-means++: The Advantages
// of Careful Seeding", SODA 2007.
Centres SeedCentres(const Points& points, int clusters, uint64_t salt);

// Returns the clusters that Lloyd's rounds reach from these centres (1 to kMostClusters, of the points'
// width): a local optimum. A cluster that loses all points is dropped. No points give no clusters. The same
// bits for any order of the points and any number of threads.
// Source: Lloyd, "Least Squares Quantization in PCM", IEEE Trans. Information Theory 28 (1982).
Clusters KMeans(const Points& points, const Centres& start, int threads, int most_rounds = kMostRounds);

}  // namespace bestand::scoring
