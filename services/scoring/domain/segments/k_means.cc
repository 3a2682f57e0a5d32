#include "services/scoring/domain/segments/k_means.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "services/scoring/domain/parallel.h"

namespace bestand::scoring {
namespace {

// What one chunk of points, or all of them, add up to.
struct Sums {
  explicit Sums(size_t clusters, size_t width) : coordinates(clusters * width), sizes(clusters) {}

  void Add(const Sums& other) {
    for (size_t i = 0; i < coordinates.size(); ++i) coordinates[i] += other.coordinates[i];
    for (size_t i = 0; i < sizes.size(); ++i) sizes[i] += other.sizes[i];
    within += other.within;
    moved += other.moved;
  }

  std::vector<int64_t> coordinates;
  std::vector<int64_t> sizes;
  uint64_t within = 0;
  int64_t moved = 0;
};

struct Nearest {
  size_t index;
  uint32_t distance;
};

Nearest FindNearest(const Centres& centres, std::span<const int16_t> point) {
  Nearest best{0, std::numeric_limits<uint32_t>::max()};
  for (size_t c = 0; c < centres.size(); ++c) {
    const uint32_t distance = SquaredDistance(point, centres.row(c));
    if (distance < best.distance) best = {c, distance};
  }
  return best;
}

void AssignChunk(const Points& points, const Centres& centres, const Chunk& chunk, Clusters& clusters,
                 Sums& sums) {
  for (size_t i = chunk.begin; i < chunk.end; ++i) {
    const auto point = points.row(i);
    const Nearest nearest = FindNearest(centres, point);
    sums.moved += clusters.of[i] != nearest.index;
    clusters.of[i] = static_cast<uint8_t>(nearest.index);
    ++sums.sizes[nearest.index];
    sums.within += nearest.distance;
    int64_t* sum = sums.coordinates.data() + nearest.index * points.width;
    for (size_t j = 0; j < points.width; ++j) sum[j] += point[j];
  }
}

// Puts every point into the cluster of its nearest centre.
Sums Assign(const Points& points, int threads, Clusters& clusters) {
  const size_t k = clusters.centres.size();
  std::vector<Sums> parts(ChunksIn(points.size()), Sums(k, points.width));
  ForEachChunk(points.size(), threads, [&](const Chunk& chunk) {
    AssignChunk(points, clusters.centres, chunk, clusters, parts[chunk.index]);
  });
  Sums all(k, points.width);
  for (const Sums& part : parts) all.Add(part);
  return all;
}

// Rounds half away from zero, as whole numbers do it everywhere.
int16_t Mean(int64_t sum, int64_t count) {
  return static_cast<int16_t>((2 * sum + (sum < 0 ? -count : count)) / (2 * count));
}

Centres MeansOf(const Sums& sums, size_t width) {
  Centres centres{.width = width};
  for (size_t c = 0; c < sums.sizes.size(); ++c) {
    if (sums.sizes[c] == 0) continue;
    for (size_t j = 0; j < width; ++j) {
      centres.values.push_back(Mean(sums.coordinates[c * width + j], sums.sizes[c]));
    }
  }
  return centres;
}

// Returns a point drawn in proportion to the weights: the first to arrive when each comes at that rate.
// All points, that is none, when all weights are 0.
size_t DrawByDistance(const Points& points, std::span<const uint32_t> weights, uint64_t salt) {
  size_t first = points.size();
  double earliest = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < points.size(); ++i) {
    if (weights[i] == 0) continue;
    const double arrival = -std::log(Draw(points.keys[i], salt)) / weights[i];
    if (arrival < earliest || (arrival == earliest && points.keys[i] < points.keys[first])) {
      earliest = arrival;
      first = i;
    }
  }
  return first;
}

}  // namespace

size_t NearestCentre(const Centres& centres, std::span<const int16_t> point) {
  return FindNearest(centres, point).index;
}

Centres SeedCentres(const Points& points, int clusters, uint64_t salt) {
  Centres centres{.width = points.width};
  std::vector<uint32_t> distances(points.size(), 1);  // the first is drawn from all alike
  for (int c = 0; c < clusters; ++c) {
    const size_t drawn = DrawByDistance(points, distances, salt * kMostClusters + c);
    if (drawn == points.size()) break;
    const auto centre = points.row(drawn);
    centres.values.insert(centres.values.end(), centre.begin(), centre.end());
    for (size_t i = 0; i < points.size(); ++i) {
      const uint32_t distance = SquaredDistance(points.row(i), centre);
      distances[i] = c == 0 ? distance : std::min(distances[i], distance);
    }
  }
  return centres;
}

Clusters KMeans(const Points& points, const Centres& start, int threads, int most_rounds) {
  Clusters clusters{.centres = start};
  if (points.size() == 0) return {};
  clusters.of.assign(points.size(), std::numeric_limits<uint8_t>::max());
  while (true) {
    const Sums sums = Assign(points, threads, clusters);
    clusters.sizes = sums.sizes;
    clusters.within = sums.within;
    const Centres means = MeansOf(sums, points.width);
    clusters.settled = sums.moved == 0 && means.values == clusters.centres.values;
    if (clusters.settled || ++clusters.rounds > most_rounds) break;
    clusters.centres = means;
  }
  return clusters;
}

}  // namespace bestand::scoring
