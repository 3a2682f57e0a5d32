#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bestand::scoring {

// Steps of the grid in one unit, such as a standard deviation.
inline constexpr int kGridSteps = 512;
// The most features a point may have: squared distances then stay below 2^32.
inline constexpr size_t kMostFeatures = 32;

// n customers with `width` features each, row-major, on a grid. Whole numbers make all sums exact, so that
// neither the order of the customers nor the number of threads nor the machine changes a bit.
struct Points {
  size_t width = 0;             // 1 to kMostFeatures
  std::vector<int16_t> values;  // n x width
  std::vector<uint64_t> keys;   // n: KeyOf the customers; all chance is drawn from them

  size_t size() const { return keys.size(); }
  std::span<const int16_t> row(size_t i) const { return {values.data() + i * width, width}; }
};

// Returns the grid point nearest to `value`; beyond +-8 units the edge, 0 for NaN.
int16_t OnGrid(double value);

// Returns a number that stands for the customer: FNV-1a of the id, mixed. The same on every machine.
uint64_t KeyOf(std::string_view customer_id);

// Returns a uniform draw from (0, 1) that depends on key and salt alone (SplitMix64: Steele, Lea, Flood,
// "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
double Draw(uint64_t key, uint64_t salt);

// Returns the squared distance of two points of one width, in steps squared.
inline uint32_t SquaredDistance(std::span<const int16_t> a, std::span<const int16_t> b) {
  uint32_t sum = 0;
  for (size_t j = 0; j < a.size(); ++j) {
    const int32_t difference = a[j] - b[j];
    sum += static_cast<uint32_t>(difference * difference);
  }
  return sum;
}

// Returns the `most` points that chance picks (all if there are fewer), by key: the same whatever their
// order.
std::vector<size_t> SampleOf(const Points& points, size_t most, uint64_t salt);

// Returns these rows as points of their own.
Points Pick(const Points& points, std::span<const size_t> rows);

}  // namespace bestand::scoring
