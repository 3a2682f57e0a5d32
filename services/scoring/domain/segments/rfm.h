#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace bestand::scoring {

// Where the fifths of the customers begin: who has reached cuts[i] stands in fifth i + 2.
using Fifths = std::array<int64_t, 4>;

// Returns the quintiles of the values (their nearest-rank 20, 40, 60, 80 % quantiles); all 0 without values.
Fifths FifthsOf(std::span<const int64_t> values);

// Returns 1 (lowest fifth) to 5 (highest). Equal values stand in the same fifth, so that some may be empty.
int FifthOf(const Fifths& fifths, int64_t value);

// Recency, frequency and money as fifths, 5 being best: 111 to 555, such as 543 for bought lately (5), often
// (4), for a middling sum (3). One column a customer: days since the last purchase, purchase days, net value.
// Source: Hughes, "Strategic Database Marketing" (1994).
std::vector<int16_t> RfmCells(std::span<const int32_t> days_silent, std::span<const int32_t> purchase_days,
                              std::span<const int64_t> value_minor);

}  // namespace bestand::scoring
