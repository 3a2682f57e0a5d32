#include "services/scoring/domain/segments/segmentation.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "services/scoring/domain/parallel.h"
#include "services/scoring/domain/segments/matching.h"
#include "services/scoring/domain/segments/silhouette.h"

namespace bestand::scoring {
namespace {

constexpr size_t kSample = 20'000, kSilhouetteSample = 2'000;
constexpr uint64_t kSampleSalt = 0x5e61, kSilhouetteSalt = 0x5117;  // any numbers, but always these
constexpr int kSeedings = 4;
constexpr double kClearlyBetter = .02;
constexpr double kStays = 1.21;  // 1.1 squared

struct Candidate {
  Centres centres;
  double silhouette = -2;
};

// The customers that candidates are tried on.
struct Trial {
  explicit Trial(const Points& points)
      : sample(Pick(points, SampleOf(points, kSample, kSampleSalt))),
        few(Pick(sample, SampleOf(sample, kSilhouetteSample, kSilhouetteSalt))) {}

  Candidate Judge(const Centres& centres) const {
    std::vector<uint8_t> of;
    for (size_t i = 0; i < few.size(); ++i)
      of.push_back(static_cast<uint8_t>(NearestCentre(centres, few.row(i))));
    return {centres, MeanSilhouette(few, of)};
  }

  Points sample, few;
};

// The best of some seedings with that many segments.
Candidate TrySegments(const Trial& trial, int segments, int threads) {
  Clusters best;
  for (int seeding = 0; seeding < kSeedings; ++seeding) {
    const Centres start =
        SeedCentres(trial.sample, segments, static_cast<uint64_t>(segments * kSeedings + seeding));
    Clusters clusters = KMeans(trial.sample, start, threads);
    if (best.of.empty() || clusters.within < best.within) best = std::move(clusters);
  }
  return trial.Judge(best.centres);
}

Centres CentresOf(const LastSegments& last, const Frame& frame) {
  Centres centres{.width = frame.width()};
  if (last.width != frame.width()) return centres;
  for (size_t begin = 0; begin + last.width <= last.features.size(); begin += last.width) {
    const auto point = ToPoint(frame, std::span(last.features).subspan(begin, last.width));
    centres.values.insert(centres.values.end(), point.begin(), point.end());
  }
  return centres;
}

// From how many to how many segments are tried; tells why when it is fewer than asked for.
std::pair<int, int> Range(size_t customers, const SegmentationOptions& options,
                          std::vector<std::string>& notes) {
  const int asked = options.segments.value_or(kMostSegments);
  const auto bearable = static_cast<int>(
      std::clamp<int64_t>(static_cast<int64_t>(customers) / kCustomersPerSegment, 1, kMostClusters));
  if (bearable < options.segments.value_or(kFewestSegments)) {
    notes.push_back(absl::StrCat(customers, " customers bear ", bearable, " segments: ", kCustomersPerSegment,
                                 " a segment are needed."));
  }
  const int most = std::min(asked, bearable);
  return {options.segments ? most : std::min(kFewestSegments, most), most};
}

Candidate Choose(const Trial& trial, const Centres& last, const SegmentationOptions& options,
                 Segmentation& result) {
  const auto [fewest, most] = Range(result.of.size(), options, result.notes);
  Candidate best;
  for (int segments = fewest; segments <= most; ++segments) {
    Candidate candidate = TrySegments(trial, segments, options.threads);
    result.tried.push_back({segments, candidate.silhouette});
    if (candidate.silhouette > best.silhouette) best = std::move(candidate);
  }
  const bool fits = last.size() > 0 && static_cast<int>(last.size()) <= most &&
                    (!options.segments || static_cast<int>(last.size()) == most);
  if (!fits) return best;
  Candidate before = trial.Judge(last);
  result.kept = before.silhouette + kClearlyBetter >= best.silhouette;
  return result.kept ? before : best;
}

// Gives the clusters their ids: those of the segments they go on, then new ones by size.
std::vector<int32_t> NameClusters(const Clusters& clusters, const LastSegments& last, int32_t& next_id) {
  std::vector<int32_t> ids = MatchByMembers(last.of, clusters.of, clusters.centres.size());
  std::vector<size_t> by_size(ids.size());
  std::iota(by_size.begin(), by_size.end(), size_t{0});
  std::stable_sort(by_size.begin(), by_size.end(),
                   [&](size_t a, size_t b) { return clusters.sizes[a] > clusters.sizes[b]; });
  for (const size_t cluster : by_size) {
    if (ids[cluster] == 0) ids[cluster] = next_id++;
  }
  return ids;
}

// Whether the customer stays in the old segment although another centre is nearer.
bool Stays(const Clusters& clusters, std::span<const int16_t> point, size_t old_cluster, size_t nearest) {
  return SquaredDistance(point, clusters.centres.row(old_cluster)) <=
         kStays * SquaredDistance(point, clusters.centres.row(nearest));
}

void PutMembers(const Points& points, const Clusters& clusters, const LastSegments& last,
                std::span<const int32_t> ids, Segmentation& result) {
  for (size_t i = 0; i < points.size(); ++i) {
    size_t cluster = clusters.of[i];
    const auto old = std::find(ids.begin(), ids.end(), last.of[i]);
    if (last.of[i] != 0 && old != ids.end()) {
      const auto before = static_cast<size_t>(old - ids.begin());
      if (Stays(clusters, points.row(i), before, cluster)) cluster = before;
    }
    result.of[i] = ids[cluster];
  }
}

void PutSegments(const Clusters& clusters, const Frame& frame, std::span<const int32_t> ids,
                 Segmentation& result) {
  std::vector<size_t> by_id(ids.size());
  std::iota(by_id.begin(), by_id.end(), size_t{0});
  std::sort(by_id.begin(), by_id.end(), [&](size_t a, size_t b) { return ids[a] < ids[b]; });
  for (const size_t cluster : by_id) {
    result.ids.push_back(ids[cluster]);
    const auto features = ToFeatures(frame, clusters.centres.row(cluster));
    result.features.insert(result.features.end(), features.begin(), features.end());
  }
}

void NoteWhyFewer(size_t customers, const SegmentationOptions& options, Segmentation& result) {
  const auto found = static_cast<int>(result.ids.size());
  if (!result.notes.empty() || customers < 2) return;
  if (found == 1 && options.segments.value_or(kFewestSegments) > 1) {
    result.notes.push_back("All customers are alike: one segment holds them all.");
  } else if (found < options.segments.value_or(found)) {
    result.notes.push_back(
        absl::StrCat("The customers differ in ", found, " ways only: fewer segments than asked for."));
  }
}

}  // namespace

Segmentation SegmentCustomers(const BehaviourColumns& customers, const LastSegments& last,
                              const SegmentationOptions& options) {
  Segmentation result{.of = std::vector<int32_t>(customers.size()), .next_id = last.next_id};
  if (customers.size() == 0) {
    result.notes.push_back("Nobody has bought yet: there are no segments.");
    return result;
  }
  LastSegments before = last;
  before.of.resize(customers.size());
  const Frame frame = FrameOf(customers);
  const Points points = PointsOf(customers, frame, options.threads);
  const Candidate chosen = Choose(Trial(points), CentresOf(before, frame), options, result);
  const Clusters clusters = KMeans(points, chosen.centres, options.threads);
  const std::vector<int32_t> ids = NameClusters(clusters, before, result.next_id);
  PutMembers(points, clusters, before, ids, result);
  PutSegments(clusters, frame, ids, result);
  result.silhouette = chosen.silhouette;
  NoteWhyFewer(customers.size(), options, result);
  return result;
}

}  // namespace bestand::scoring
