#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bestand::ctl {

// Numbers as people read them; "–" for what is no finite number.
std::string Grouped(int64_t number);                 // 4,334
std::string Fixed(double number, int decimals);      // 4,334.50
std::string Percent(double part, int decimals = 0);  // of .25: 25 %
std::string Brief(double number);                    // as ticks have it: 0.5, 12, 1.5k, 2M
// At most four significant digits: 3.593, 0.00023, 29,810.
std::string Significant(double number);

// A stretch of numbers, from <= to.
struct Range {
  double from, to;
};

// Returns round numbers within the range, a step of 1, 2 or 5 times a power of ten apart, `most` of them at
// most (2 to 20); never empty for a finite range.
std::vector<double> RoundTicks(const Range& range, int most);

// Returns the range from 0 to a round number at or above `most`; to 1 when that is not above 0.
Range FromZero(double most);

}  // namespace bestand::ctl
