#include "services/scoring/domain/seasonal_clock.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {
namespace {

constexpr std::array<int, 12> kDaysOfMonth = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr size_t kFebruary = 1;

struct Date {
  int year;
  size_t month;  // 0 for January
  int day;       // 0 for the first
};

// Source: Howard Hinnant's civil_from_days.
Date DateOf(int32_t day) {
  const int shifted = day + 719468;
  const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int of_era = shifted - era * 146097;
  const int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int of_year = of_era - (365 * year + year / 4 - year / 100);
  const int from_march = (5 * of_year + 2) / 153;
  const bool next_year = from_march >= 10;  // January and February
  return {year + era * 400 + next_year, static_cast<size_t>((from_march + 2) % 12),
          of_year - (153 * from_march + 2) / 5};
}

// Leap days in the years before it.
int LeapsBefore(int year) { return (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400; }

}  // namespace

int MonthOfDay(int32_t day) { return static_cast<int>(DateOf(day).month); }

SeasonalClock::SeasonalClock(const Seasonality& season) : flat_(false), day_(season.month) {
  for (size_t month = 0; month < 12; ++month) {
    before_[month] = year_;
    year_ += day_[month] * kDaysOfMonth[month];
  }
}

double SeasonalClock::Exact(int32_t day) const {
  if (flat_) return day;
  const Date date = DateOf(day);
  const int leaps = LeapsBefore(date.year + (date.month > kFebruary)) - LeapsBefore(1970);
  return (date.year - 1970) * year_ + leaps * day_[kFebruary] + before_[date.month] +
         date.day * day_[date.month];
}

int32_t SeasonalClock::At(int32_t day) const {
  return flat_ ? day : static_cast<int32_t>(std::lround(Exact(day)));
}

double SeasonalClock::At(double day) const {
  if (flat_) return day;
  const double whole = std::floor(day);
  const auto from = static_cast<int32_t>(whole);
  return At(from) + (day - whole) * (At(from + 1) - At(from));
}

int32_t SeasonalClock::Horizon(int32_t today, int32_t days) const {
  return std::max(At(today + days) - At(today), 1);
}

int32_t SeasonalClock::After(int32_t day, int32_t counted_days) const {
  if (flat()) return day + counted_days;
  int32_t low = day, high = day + 1;
  const int32_t goal = At(day) + counted_days;
  while (At(high) < goal) high += high - day;
  while (low < high) {
    const int32_t middle = low + (high - low) / 2;
    (At(middle) >= goal ? high : low) = At(middle) >= goal ? middle : middle + 1;
  }
  return low;
}

PurchaseHistory SeasonalClock::Count(const PurchaseHistory& history, int32_t today) const {
  if (flat()) return history;
  const double age_days = history.age_weeks * kDaysPerWeek,
               recency_days = history.recency_weeks * kDaysPerWeek;
  const double first = At(today - age_days);
  // Who bought again did so on a later day, also where two days count as one.
  const double recency = std::max(At(today - age_days + recency_days) - first, history.repeats > 0 ? 1. : 0.);
  return {history.repeats, recency / kDaysPerWeek, std::max(At(today) - first, recency) / kDaysPerWeek};
}

CountedHistories::CountedHistories(const SeasonalClock& clock, const HistoryColumns& histories,
                                   std::span<const int32_t> today)
    : columns_(histories) {
  const size_t rows = histories.repeats.size();
  const bool whole =
      histories.recency_days.size() == rows && histories.age_days.size() == rows && today.size() == rows;
  if (clock.flat() || !whole) return;  // what does not fit together is refused by who reads the columns
  for (size_t i = 0; i < rows; ++i) {
    const int32_t first_day = today[i] - histories.age_days[i];
    const int32_t first = clock.At(first_day);
    const int32_t least = histories.repeats[i] > 0 ? 1 : 0;
    recency_days_.push_back(std::max(clock.At(first_day + histories.recency_days[i]) - first, least));
    age_days_.push_back(std::max(clock.At(today[i]) - first, recency_days_.back()));
  }
  columns_.recency_days = recency_days_;
  columns_.age_days = age_days_;
}

}  // namespace bestand::scoring
