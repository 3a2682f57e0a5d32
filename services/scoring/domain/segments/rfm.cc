#include "services/scoring/domain/segments/rfm.h"

#include <algorithm>

namespace bestand::scoring {
namespace {

// Whole numbers as they are, or with the sign turned where less is better.
std::vector<int64_t> Widened(std::span<const int32_t> values, int sign) {
  std::vector<int64_t> wide;
  wide.reserve(values.size());
  for (const int32_t value : values) wide.push_back(int64_t{sign} * value);
  return wide;
}

void AddDigit(std::span<const int64_t> values, std::vector<int16_t>& cells) {
  const Fifths fifths = FifthsOf(values);
  for (size_t i = 0; i < values.size(); ++i) {
    cells[i] = static_cast<int16_t>(10 * cells[i] + FifthOf(fifths, values[i]));
  }
}

}  // namespace

Fifths FifthsOf(std::span<const int64_t> values) {
  Fifths fifths{};
  if (values.empty()) return fifths;
  std::vector<int64_t> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 0; i < fifths.size(); ++i) fifths[i] = sorted[sorted.size() * (i + 1) / 5];
  return fifths;
}

int FifthOf(const Fifths& fifths, int64_t value) {
  const auto reached = std::upper_bound(fifths.begin(), fifths.end(), value);
  return 1 + static_cast<int>(reached - fifths.begin());
}

std::vector<int16_t> RfmCells(std::span<const int32_t> days_silent, std::span<const int32_t> purchase_days,
                              std::span<const int64_t> value_minor) {
  std::vector<int16_t> cells(value_minor.size());
  AddDigit(Widened(days_silent, -1), cells);
  AddDigit(Widened(purchase_days, 1), cells);
  AddDigit(value_minor, cells);
  return cells;
}

}  // namespace bestand::scoring
