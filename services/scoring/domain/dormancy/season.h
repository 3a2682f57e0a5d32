#pragma once

#include <cstdint>
#include <optional>

namespace bestand::scoring {

// A part of the year in whole calendar months.
struct Season {
  int first_month;  // 0 is January, 11 December
  int months;       // 1 to 3

  bool operator==(const Season&) const = default;
};

// Returns the season in which a customer buys: the shortest window of at most three calendar months that
// holds at least four in five of the months with purchases, among them the last one and one in the year
// before it. Nothing when there is none, or when months picked at random would fall together like this in one
// of five cases: n months within a window of w of the year do so with a chance of n w^(n-1).
//
// `bought_months` as in Behaviour; the last purchase was on `last_day`.
std::optional<Season> SeasonOf(int32_t last_day, int64_t bought_months);

// How long a seasonal buyer has been silent, when only days of the own season count.
struct SeasonClock {
  bool counts = false;  // no whole season has gone by without a purchase: the clock of the season is valid
  bool paused = false;  // ... and today is outside the season
  int32_t silent_days = 0;  // days of the season after the last purchase up to today
};

// Reads the clock of a customer whose last purchase, on `last_day`, was in the season. `today` >= `last_day`.
SeasonClock ReadClock(const Season& season, int32_t last_day, int32_t today);

// Returns "January" for 0 to "December" for 11.
const char* NameOfMonth(int month);

}  // namespace bestand::scoring
