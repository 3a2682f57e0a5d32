#include "services/scoring/domain/purchase_history.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

absl::Status OutOfOrder(std::string_view message) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER", message);
}

absl::Status AtRow(size_t row) {
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "Row " + std::to_string(row) +
                     " cannot be; send 0 <= recency <= age, repeats >= 0, recency 0 without a repeat.",
                 {{"row", std::to_string(row)}});
}

bool Before(const PurchaseHistory& one, const PurchaseHistory& other) {
  return std::tie(one.repeats, one.recency_weeks, one.age_weeks) <
         std::tie(other.repeats, other.recency_weeks, other.age_weeks);
}

void Append(const PurchaseHistory& history, CompressedHistories& to) {
  to.repeats.push_back(history.repeats);
  to.recency_weeks.push_back(history.recency_weeks);
  to.age_weeks.push_back(history.age_weeks);
  to.customers.push_back(1);
}

CompressedHistories CompressSorted(const std::vector<PurchaseHistory>& sorted) {
  CompressedHistories result;
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (i > 0 && !Before(sorted[i - 1], sorted[i])) {
      ++result.customers.back();
    } else {
      Append(sorted[i], result);
    }
  }
  return result;
}

}  // namespace

int64_t CompressedHistories::TotalCustomers() const {
  return std::accumulate(customers.begin(), customers.end(), int64_t{0});
}

int64_t CompressedHistories::RepeatBuyers() const {
  int64_t buyers = 0;
  for (size_t i = 0; i < size(); ++i) buyers += repeats[i] > 0 ? customers[i] : 0;
  return buyers;
}

absl::Status CheckOrder(const PurchaseHistory& history) {
  if (history.repeats < 0) return OutOfOrder("Repeats are negative; send a count >= 0.");
  if (!std::isfinite(history.age_weeks)) return OutOfOrder("The age is not finite; send weeks >= 0.");
  // Written so that a recency that is not a number fails too.
  if (!(history.recency_weeks >= 0 && history.recency_weeks <= history.age_weeks)) {
    return OutOfOrder("The last purchase is not between the first one and now; send 0 <= recency <= age.");
  }
  if (history.repeats == 0 && history.recency_weeks > 0) {
    return OutOfOrder("There is recency without a repeat purchase; send recency 0 or repeats > 0.");
  }
  return absl::OkStatus();
}

PurchaseHistory HistoryFromDays(int repeats, int recency_days, int age_days) {
  return {repeats, recency_days / kDaysPerWeek, age_days / kDaysPerWeek};
}

absl::StatusOr<CompressedHistories> Compress(std::span<const PurchaseHistory> histories) {
  for (size_t i = 0; i < histories.size(); ++i) {
    if (!CheckOrder(histories[i]).ok()) return AtRow(i);
  }
  std::vector<PurchaseHistory> sorted(histories.begin(), histories.end());
  std::sort(sorted.begin(), sorted.end(), Before);
  return CompressSorted(sorted);
}

absl::StatusOr<CompressedHistories> Compress(const HistoryColumns& columns) {
  const size_t rows = columns.repeats.size();
  if (columns.recency_days.size() != rows || columns.age_days.size() != rows) {
    return OutOfOrder("The columns differ in length; send one row a customer.");
  }
  std::vector<PurchaseHistory> histories(rows);
  for (size_t i = 0; i < rows; ++i) {
    histories[i] = HistoryFromDays(columns.repeats[i], columns.recency_days[i], columns.age_days[i]);
  }
  return Compress(histories);
}

}  // namespace bestand::scoring
