#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/time/time.h"

namespace bestand::customer_profile {

// What separates whole units from cents; the other of "," and "." groups thousands then.
enum class DecimalMark { kPoint, kComma };

// Returns what one cell says about the mark: "2.55" a point, "1.234,50" a comma; nothing for "12",
// and nothing for "1.234", which may be either.
std::optional<DecimalMark> MarkSeenIn(std::string_view cell);

// A number from a cell, or why it is none ("is not a number", a constant).
struct ParsedNumber {
  int64_t number = 0;
  std::string_view problem;  // empty when there is none
};

// Returns the amount in minor units of a currency with `decimals` decimals; "12" is 1200 with 2.
// Problems: "is missing", "is not a number", "has more decimals than the currency". What is larger than
// any row may hold stays larger than that, but is cut.
ParsedNumber ParseAmount(std::string_view cell, DecimalMark mark, int decimals);

// Returns a whole number; zeros behind the decimal mark are allowed. Problems: "is missing",
// "is not a whole number"; cut as ParseAmount cuts.
ParsedNumber ParseQuantity(std::string_view cell, DecimalMark mark);

// A moment as a cell says it.
struct WrittenTime {
  absl::CivilSecond civil;
  std::optional<absl::Duration> offset;  // from UTC, where the cell ends in Z or +02:00
};

// Reads 2011-12-31, 2011-12-31 08:26, 2011-12-31T08:26:05.25Z, 31.12.2011, 31.12.2011 08:26:05; fractions of
// a second are dropped. Returns nothing for anything else, also for the 30th of February.
std::optional<WrittenTime> ParseTime(std::string_view cell);

}  // namespace bestand::customer_profile
