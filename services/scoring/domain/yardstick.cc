#include <algorithm>
#include <cmath>
#include <vector>

#include "common/error/error.h"
#include "services/scoring/domain/dormancy.h"

namespace bestand::scoring {
namespace {

constexpr double kShortestGapDays = 7;
constexpr double kGapOfNobodyDays = 90;

// The value below which that part of the values lies (the lower one of two); reorders.
template <class T>
T Quantile(std::vector<T>& values, double part) {
  const auto rank = static_cast<size_t>(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank), values.end());
  return values[rank];
}

int Median(std::span<const int32_t> column) {
  std::vector<int32_t> values(column.begin(), column.end());
  return Quantile(values, .5);
}

std::vector<double> MeanGaps(const HistoryColumns& cohort) {
  std::vector<double> gaps;
  for (size_t i = 0; i < cohort.repeats.size(); ++i) {
    if (cohort.repeats[i] > 0)
      gaps.push_back(static_cast<double>(cohort.recency_days[i]) / cohort.repeats[i]);
  }
  return gaps;
}

}  // namespace

absl::StatusOr<DormancyYardstick> YardstickOf(const HistoryColumns& cohort) {
  const size_t rows = cohort.repeats.size();
  if (rows == 0 || cohort.recency_days.size() != rows || cohort.age_days.size() != rows) {
    return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                   "The cohort is empty or its columns differ in length; send one row a customer.");
  }
  DormancyYardstick yardstick;
  yardstick.median_customer =
      HistoryFromDays(Median(cohort.repeats), Median(cohort.recency_days), Median(cohort.age_days));
  std::vector<double> gaps = MeanGaps(cohort);
  yardstick.typical_gap_days =
      gaps.empty() ? kGapOfNobodyDays : std::max(Quantile(gaps, .5), kShortestGapDays);
  yardstick.horizon_days = gaps.empty() ? kGapOfNobodyDays : std::max(Quantile(gaps, .9), kShortestGapDays);
  return yardstick;
}

}  // namespace bestand::scoring
