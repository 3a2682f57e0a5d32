#include "services/scoring/domain/dormancy/season.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/time/civil_time.h"

namespace bestand::scoring {
namespace {

constexpr int kYear = 12;
constexpr int kLongestSeason = 3;
constexpr double kMostlyInside = .8;
constexpr double kTooLikelyByChance = .2;

const absl::CivilDay kDayZero(1970, 1, 1);

int MonthOf(int32_t day) {
  const absl::CivilDay date = kDayZero + day;
  return static_cast<int>(date.year()) * kYear + date.month() - 1;
}

int32_t FirstDayOf(int month) {
  return static_cast<int32_t>(absl::CivilDay(month / kYear, month % kYear + 1, 1) - kDayZero);
}

// Months since the season's first month, and which of its occurrences that is.
struct Place {
  int occurrence, offset;
};

Place PlaceOf(int month, int first_month) {
  const int since = month - first_month;  // months are counted from year 0: never negative
  return {since / kYear, since % kYear};
}

std::vector<int> MonthsBought(int32_t last_day, int64_t bought_months) {
  std::vector<int> months;
  const int last = MonthOf(last_day);
  for (int back = 0; back < 63; ++back) {
    if (bought_months >> back & 1) months.push_back(last - back);
  }
  return months;
}

bool IsLikelyByChance(size_t months, int window) {
  const double n = static_cast<double>(months);
  return n * std::pow(static_cast<double>(window) / kYear, n - 1) > kTooLikelyByChance;
}

// `months` begin with that of the last purchase.
bool Holds(const Season& season, const std::vector<int>& months) {
  const Place last = PlaceOf(months.front(), season.first_month);
  if (last.offset >= season.months) return false;
  int inside = 0;
  bool year_before = false;
  for (const int month : months) {
    const Place place = PlaceOf(month, season.first_month);
    if (place.offset >= season.months) continue;
    ++inside;
    year_before |= place.occurrence == last.occurrence - 1;
  }
  return year_before && inside >= kMostlyInside * static_cast<double>(months.size());
}

}  // namespace

std::optional<Season> SeasonOf(int32_t last_day, int64_t bought_months) {
  // Nothing before the tenth month back: no year before.
  if (bought_months >> 9 == 0) return std::nullopt;
  const std::vector<int> months = MonthsBought(last_day, bought_months);
  for (int length = 1; length <= kLongestSeason; ++length) {
    if (IsLikelyByChance(months.size(), length)) continue;
    for (int first = 0; first < kYear; ++first) {
      const Season season{first, length};
      if (Holds(season, months)) return season;
    }
  }
  return std::nullopt;
}

SeasonClock ReadClock(const Season& season, int32_t last_day, int32_t today) {
  const int begin = season.first_month + PlaceOf(MonthOf(last_day), season.first_month).occurrence * kYear;
  const int32_t end = FirstDayOf(begin + season.months);
  const int32_t next_begin = FirstDayOf(begin + kYear), next_end = FirstDayOf(begin + kYear + season.months);
  if (today >= next_end) return {};
  return {.counts = true,
          .paused = today >= end && today < next_begin,
          .silent_days = std::min(today, end - 1) - last_day + std::max(today - next_begin + 1, 0)};
}

const char* NameOfMonth(int month) {
  constexpr const char* kNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};
  return kNames[month];
}

}  // namespace bestand::scoring
