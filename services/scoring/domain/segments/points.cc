#include "services/scoring/domain/segments/points.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bestand::scoring {
namespace {

constexpr double kEdge = 8;  // units

uint64_t Mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

uint64_t Word(uint64_t key, uint64_t salt) { return Mix(key + (salt + 1) * 0x9e3779b97f4a7c15u); }

}  // namespace

int16_t OnGrid(double value) {
  if (std::isnan(value)) return 0;
  return static_cast<int16_t>(std::lround(std::clamp(value, -kEdge, kEdge) * kGridSteps));
}

uint64_t KeyOf(std::string_view customer_id) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : customer_id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return Mix(hash);
}

double Draw(uint64_t key, uint64_t salt) {
  return (static_cast<double>(Word(key, salt) >> 11) + .5) * 0x1p-53;
}

std::vector<size_t> SampleOf(const Points& points, size_t most, uint64_t salt) {
  std::vector<size_t> rows(points.size());
  std::iota(rows.begin(), rows.end(), size_t{0});
  const auto before = [&](size_t a, size_t b) {
    return Word(points.keys[a], salt) < Word(points.keys[b], salt);
  };
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size()));
  if (end != rows.end()) std::nth_element(rows.begin(), end, rows.end(), before);
  rows.erase(end, rows.end());
  std::sort(rows.begin(), rows.end(), before);
  return rows;
}

Points Pick(const Points& points, std::span<const size_t> rows) {
  Points picked{.width = points.width};
  for (const size_t row : rows) {
    const auto values = points.row(row);
    picked.values.insert(picked.values.end(), values.begin(), values.end());
    picked.keys.push_back(points.keys[row]);
  }
  return picked;
}

}  // namespace bestand::scoring
