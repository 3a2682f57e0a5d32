#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::scoring {

inline constexpr double kDaysPerWeek = 7;
inline constexpr double kWeeksPerYear = 365.2425 / kDaysPerWeek;

// What one customer has done, seen at the end of an observation window. Purchases on one day count as
// one: all models see purchase days.
struct PurchaseHistory {
  int repeats;           // x: purchase days after the first, >= 0
  double recency_weeks;  // t_x: from the first to the last purchase; 0 without a repeat
  double age_weeks;      // T: from the first purchase to the window's end
};

// The same facts of n customers as three columns of n numbers each, in days as storage has them.
struct HistoryColumns {
  std::span<const int32_t> repeats;
  std::span<const int32_t> recency_days;
  std::span<const int32_t> age_days;
};

// Equal histories told apart no more: row i stands for customers[i] customers. Rows are sorted by
// repeats, recency, age, so that everything computed from them is the same whatever the order of the
// customers was. All columns have the same length.
struct CompressedHistories {
  std::vector<int> repeats;
  std::vector<double> recency_weeks;
  std::vector<double> age_weeks;
  std::vector<int64_t> customers;

  size_t size() const { return repeats.size(); }
  int64_t TotalCustomers() const;
  int64_t RepeatBuyers() const;  // customers with at least one repeat
};

// Says whether a history can be: OK when repeats >= 0 and 0 <= recency <= age, all finite, and
// recency is 0 without a repeat. Fails with HISTORY_OUT_OF_ORDER else.
absl::Status CheckOrder(const PurchaseHistory& history);

// Returns the history with days turned into weeks.
PurchaseHistory HistoryFromDays(int repeats, int recency_days, int age_days);

// Returns the distinct histories with their numbers of customers; empty for none.
// Fails with HISTORY_OUT_OF_ORDER at the first history that cannot be; its fact `row` counts from 0.
absl::StatusOr<CompressedHistories> Compress(std::span<const PurchaseHistory> histories);

// The same from columns of days; also fails when the columns' lengths differ.
absl::StatusOr<CompressedHistories> Compress(const HistoryColumns& columns);

}  // namespace bestand::scoring
