#include "services/scoring/domain/segments/silhouette.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace bestand::scoring {
namespace {

// Distances of one point to all others, added up by cluster.
std::vector<double> DistancesByCluster(const Points& points, std::span<const uint8_t> cluster_of, size_t from,
                                       size_t clusters) {
  std::vector<double> sums(clusters);
  for (size_t i = 0; i < points.size(); ++i) {
    sums[cluster_of[i]] += std::sqrt(static_cast<double>(SquaredDistance(points.row(from), points.row(i))));
  }
  return sums;
}

double Silhouette(std::span<const double> distances, std::span<const int64_t> sizes, size_t own) {
  if (sizes[own] < 2) return 0;
  const double inside = distances[own] / static_cast<double>(sizes[own] - 1);
  double next = std::numeric_limits<double>::infinity();
  for (size_t c = 0; c < sizes.size(); ++c) {
    if (c != own && sizes[c] > 0) next = std::min(next, distances[c] / static_cast<double>(sizes[c]));
  }
  const double most = std::max(inside, next);
  return std::isfinite(next) && most > 0 ? (next - inside) / most : 0;
}

}  // namespace

double MeanSilhouette(const Points& points, std::span<const uint8_t> cluster_of) {
  if (points.size() == 0) return 0;
  std::vector<int64_t> sizes(size_t{*std::max_element(cluster_of.begin(), cluster_of.end())} + 1);
  for (const uint8_t cluster : cluster_of) ++sizes[cluster];
  double sum = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    sum += Silhouette(DistancesByCluster(points, cluster_of, i, sizes.size()), sizes, cluster_of[i]);
  }
  return sum / static_cast<double>(points.size());
}

}  // namespace bestand::scoring
