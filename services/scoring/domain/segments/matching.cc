#include "services/scoring/domain/segments/matching.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace bestand::scoring {
namespace {

constexpr double kLeastOverlap = .3;

struct Pair {
  double overlap;
  int32_t old_id;
  size_t cluster;

  bool operator<(const Pair& other) const {
    return std::tuple(-overlap, old_id, cluster) < std::tuple(-other.overlap, other.old_id, other.cluster);
  }
};

std::vector<Pair> PairsOf(std::span<const int32_t> old_of, std::span<const uint8_t> cluster_of) {
  std::map<int32_t, int64_t> old_sizes;
  std::map<size_t, int64_t> sizes;
  std::map<std::pair<int32_t, size_t>, int64_t> both;
  for (size_t i = 0; i < old_of.size(); ++i) {
    if (old_of[i] == 0) continue;
    ++old_sizes[old_of[i]];
    ++sizes[cluster_of[i]];
    ++both[{old_of[i], cluster_of[i]}];
  }
  std::vector<Pair> pairs;
  for (const auto& [pair, count] : both) {
    const int64_t either = old_sizes[pair.first] + sizes[pair.second] - count;
    pairs.push_back({static_cast<double>(count) / static_cast<double>(either), pair.first, pair.second});
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace

std::vector<int32_t> MatchByMembers(std::span<const int32_t> old_of, std::span<const uint8_t> cluster_of,
                                    size_t clusters) {
  std::vector<int32_t> ids(clusters);
  for (const Pair& pair : PairsOf(old_of, cluster_of)) {
    if (pair.overlap < kLeastOverlap) break;
    const bool taken = std::find(ids.begin(), ids.end(), pair.old_id) != ids.end();
    if (!taken && ids[pair.cluster] == 0) ids[pair.cluster] = pair.old_id;
  }
  return ids;
}

}  // namespace bestand::scoring
