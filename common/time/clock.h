#pragma once

#include <cstdint>

#include "absl/time/time.h"

namespace bestand {

// Tells the time. Whatever decides by time takes one, so that tests may stand still.
// Threads may share it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's clock, cut to whole microseconds as the database keeps them.
const Clock& SystemClock();

// Microseconds since 1970-01-01 UTC, rounded down; the infinities become the ends of int64.
int64_t ToMicros(absl::Time time);

// The reverse of ToMicros.
absl::Time FromMicros(int64_t micros);

// A day of the company: days since 1970-01-01 on the calendar of its time zone, whatever the length
// of that day. Days are counted, compared and subtracted as plain numbers.
int64_t DayOf(absl::Time time, const absl::TimeZone& zone);

// The first moment of a company day; also where midnight is skipped by daylight saving.
absl::Time StartOfDay(int64_t day, const absl::TimeZone& zone);

}  // namespace bestand
