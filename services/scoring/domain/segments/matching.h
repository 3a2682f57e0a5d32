#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

// Returns for each of `clusters` new clusters the id of the old segment that it goes on, or 0 for none. Pairs
// are taken by their overlap (Jaccard: members in both / in either, of those that were there in both runs),
// most first, each segment and cluster once; an overlap below .3 is none. `old_of` has the old segment of
// each customer, 0 for those that were not there; `cluster_of` the new cluster, 0 to clusters - 1. Ties go to
// the lower id, then the lower cluster.
std::vector<int32_t> MatchByMembers(std::span<const int32_t> old_of, std::span<const uint8_t> cluster_of,
                                    size_t clusters);

}  // namespace bestand::scoring
