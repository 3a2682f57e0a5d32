#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/scoring/domain/segments/features.h"
#include "services/scoring/domain/segments/k_means.h"

namespace bestand::scoring {

inline constexpr int kFewestSegments = 3;            // tried by itself
inline constexpr int kMostSegments = 8;              // tried by itself; up to kMostClusters when asked for
inline constexpr int64_t kCustomersPerSegment = 20;  // on average, at least

// The segments of the run before.
struct LastSegments {
  size_t width = 0;              // of the features
  std::vector<double> features;  // centres of the segments, row-major, as ToFeatures gives them
  std::vector<int32_t> of;       // n: the segment that each customer of this run was in; 0 for none
  int32_t next_id = 1;           // ids below it were given
};

struct SegmentationOptions {
  std::optional<int> segments;  // 1 to kMostClusters; the best by silhouette if unset
  int threads = 1;              // change no bit
};

// One number of segments that was tried on the sample.
struct TriedSegments {
  int segments;
  double silhouette;
};

struct Segmentation {
  std::vector<int32_t> ids;      // of the segments, ascending
  std::vector<double> features;  // their centres, row-major: what LastSegments needs next time
  std::vector<int32_t> of;       // n: the id of each customer's segment
  int32_t next_id = 1;
  double silhouette = 0;  // of the sample
  bool kept = false;      // began with the centres of the run before
  std::vector<TriedSegments> tried;
  std::vector<std::string> notes;  // why there are fewer segments than asked for, in words
};

// Returns the segments of the customers, by k-means on the points of FrameOf.
//
// The number of segments is the one from 3 to 8 with the highest silhouette on a sample of 2,000 customers,
// out of four seedings each on a sample of 20,000. The centres of the run before stay the start as long as no
// other is better by .02: then nobody moves whom the data does not move. Segments keep their id by their
// members (MatchByMembers); new ones get new ids, by size. A customer leaves a segment that goes on only for
// a centre nearer by more than a tenth of the distance, so that small shifts of centres move nobody.
//
// Defined results with a note: no customers, too few (20 a segment), all alike, fewer different customers
// than segments. The same bits for any order of the customers and any number of threads.
Segmentation SegmentCustomers(const BehaviourColumns& customers, const LastSegments& last,
                              const SegmentationOptions& options);

}  // namespace bestand::scoring
