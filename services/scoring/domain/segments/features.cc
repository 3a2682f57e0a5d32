#include "services/scoring/domain/segments/features.h"

#include <algorithm>
#include <cmath>

#include "services/scoring/domain/parallel.h"

namespace bestand::scoring {
namespace {

// Features are summed as whole steps of this size: exact, so in any order.
constexpr double kStep = 1. / 4096;

void PutRfm(const BehaviourColumns& customers, size_t i, std::span<double> features) {
  features[0] = std::log1p(std::max(customers.days_silent[i], 0));
  features[1] = std::log(std::max(customers.purchase_days[i], 1));
  features[2] = std::log1p(static_cast<double>(std::max<int64_t>(customers.value_minor[i], 0)));
}

void PutShares(std::span<const float> spent, const Frame& frame, std::span<double> features) {
  double total = 0;
  for (const float amount : spent) total += amount;
  total += frame.usual_day_minor;
  for (size_t g = 0; g < spent.size(); ++g) {
    const double mixed = spent[g] + frame.usual_day_minor * frame.usual_shares[g];
    features[kRfmFeatures + g] = total > 0 ? std::sqrt(mixed / total) : 0;
  }
}

void PutFeatures(const BehaviourColumns& customers, const Frame& frame, size_t i,
                 std::span<double> features) {
  PutRfm(customers, i, features);
  PutShares(customers.spent_by(i), frame, features);
}

// What is usual: whole minor units are added up, so in any order.
void FindUsual(const BehaviourColumns& customers, Frame& frame) {
  std::vector<int64_t> spent(customers.groups);
  int64_t days = 0, total = 0;
  for (size_t i = 0; i < customers.size(); ++i) {
    for (size_t g = 0; g < customers.groups; ++g) spent[g] += std::llround(customers.spent_by(i)[g]);
    days += std::max(customers.purchase_days[i], 1);
  }
  for (const int64_t amount : spent) total += amount;
  frame.usual_day_minor = days > 0 ? static_cast<double>(total) / static_cast<double>(days) : 0;
  for (const int64_t amount : spent) {
    frame.usual_shares.push_back(total > 0 ? static_cast<double>(amount) / static_cast<double>(total) : 0);
  }
}

struct Moments {
  std::vector<int64_t> sums;
  std::vector<int64_t> squares;
};

Moments MomentsOf(const BehaviourColumns& customers, const Frame& frame) {
  const size_t width = kRfmFeatures + customers.groups;
  Moments moments{std::vector<int64_t>(width), std::vector<int64_t>(width)};
  std::vector<double> features(width);
  for (size_t i = 0; i < customers.size(); ++i) {
    PutFeatures(customers, frame, i, features);
    for (size_t j = 0; j < width; ++j) {
      const int64_t steps = std::llround(features[j] / kStep);
      moments.sums[j] += steps;
      moments.squares[j] += steps * steps;
    }
  }
  return moments;
}

double Inverse(double spread) { return spread > kStep ? 1 / spread : 0; }

}  // namespace

Frame FrameOf(const BehaviourColumns& customers) {
  Frame frame;
  FindUsual(customers, frame);
  const Moments moments = MomentsOf(customers, frame);
  const double n = static_cast<double>(std::max<size_t>(customers.size(), 1));
  std::vector<double> variances;
  for (size_t j = 0; j < moments.sums.size(); ++j) {
    const double mean = static_cast<double>(moments.sums[j]) / n;
    frame.centre.push_back(mean * kStep);
    const double variance = static_cast<double>(moments.squares[j]) / n - mean * mean;
    variances.push_back(std::max(variance, 0.) * kStep * kStep);
  }
  double of_groups = 0;
  for (size_t j = kRfmFeatures; j < variances.size(); ++j) of_groups += variances[j];
  for (size_t j = 0; j < variances.size(); ++j) {
    const bool rfm = j < kRfmFeatures;
    frame.scale.push_back(rfm ? Inverse(std::sqrt(variances[j]))
                              : Inverse(std::sqrt(of_groups / kRfmFeatures)));
  }
  return frame;
}

Points PointsOf(const BehaviourColumns& customers, const Frame& frame, int threads) {
  Points points{.width = frame.width()};
  points.values.resize(customers.size() * points.width);
  points.keys.resize(customers.size());
  ForEachChunk(customers.size(), threads, [&](const Chunk& chunk) {
    std::vector<double> features(points.width);
    for (size_t i = chunk.begin; i < chunk.end; ++i) {
      PutFeatures(customers, frame, i, features);
      points.keys[i] = KeyOf(customers.customer_ids[i]);
      const auto point = ToPoint(frame, features);
      std::copy(point.begin(), point.end(),
                points.values.begin() + static_cast<std::ptrdiff_t>(i * points.width));
    }
  });
  return points;
}

std::vector<double> ToFeatures(const Frame& frame, std::span<const int16_t> point) {
  std::vector<double> features(frame.centre);
  for (size_t j = 0; j < point.size(); ++j) {
    if (frame.scale[j] > 0) features[j] += static_cast<double>(point[j]) / kGridSteps / frame.scale[j];
  }
  return features;
}

std::vector<int16_t> ToPoint(const Frame& frame, std::span<const double> features) {
  std::vector<int16_t> point(features.size());
  for (size_t j = 0; j < features.size(); ++j) {
    point[j] = OnGrid((features[j] - frame.centre[j]) * frame.scale[j]);
  }
  return point;
}

}  // namespace bestand::scoring
