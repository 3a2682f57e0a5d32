#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "services/scoring/domain/models.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// How many times faster than on average customers buy in each month of the year, January first: > 0, with a
// mean over the days of a year of 1.
struct Seasonality {
  std::array<double, 12> month{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

  bool operator==(const Seasonality&) const = default;
};

// Returns 0 for a day in January to 11 for one in December. Days count from 1970-01-01, as in storage.
int MonthOfDay(int32_t day);

// Tells the days that count for buying: in December with a multiplier of 2 a day is two. Histories and
// horizons in these days go to any model as they are, and what it says of a horizon holds for the calendar's.
// Whole years count as they are, but for rounding. Source of the idea: the time change of an inhomogeneous
// Poisson process; the rate of leaving is changed with it, so a model in which customers leave at any time
// says that they leave faster in strong months; the models that let them leave after a purchase say just that
// anyway. From the year 1600 on. Threads may share it.
class SeasonalClock {
 public:
  // The calendar itself, on which a day is a day.
  SeasonalClock() = default;
  explicit SeasonalClock(const Seasonality& season);

  bool flat() const { return flat_; }

  // Returns where a calendar day begins on the clock, in days.
  double Exact(int32_t day) const;

  // Returns that in whole days; never falls from day to day. Within a day evenly.
  int32_t At(int32_t day) const;
  double At(double day) const;

  // Returns how many days count in the `days` after `today`, at least 1.
  int32_t Horizon(int32_t today, int32_t days) const;

  // Returns the first calendar day by which so many days have counted since `day`.
  int32_t After(int32_t day, int32_t counted_days) const;

  // Returns a history of the calendar, seen from `today`, as the clock counts it.
  PurchaseHistory Count(const PurchaseHistory& history, int32_t today) const;

 private:
  bool flat_ = true;
  std::array<double, 12> day_{};     // what a day of each month counts
  std::array<double, 12> before_{};  // what the months before it do in a year of 365 days
  double year_ = 0;                  // what such a year does
};

// A model of buying and the clock on which it counts time; a model alone counts the calendar's days.
struct SeasonalModel {
  template <std::convertible_to<PurchaseModel> Model>
  SeasonalModel(Model model, SeasonalClock clock = {})  // NOLINT: a model without a season is one too
      : model(std::move(model)), clock(clock) {}

  PurchaseModel model;
  SeasonalClock clock;
};

// Histories in days of the calendar, row i seen from today[i], as a clock counts them: the spans themselves
// where the clock is flat, which must outlive this then.
class CountedHistories {
 public:
  CountedHistories(const SeasonalClock& clock, const HistoryColumns& histories,
                   std::span<const int32_t> today);

  CountedHistories(const CountedHistories&) = delete;
  CountedHistories& operator=(const CountedHistories&) = delete;

  const HistoryColumns& columns() const { return columns_; }

 private:
  std::vector<int32_t> recency_days_, age_days_;
  HistoryColumns columns_;
};

}  // namespace bestand::scoring
