#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "services/scoring/domain/models/gamma_rate.h"
#include "services/scoring/domain/purchase_history.h"

namespace bestand::scoring {

// The distinct values of a column, sorted, and for each row which of them it has.
template <class T>
struct Distinct {
  std::vector<T> values;
  std::vector<int32_t> of_row;

  Distinct() = default;
  explicit Distinct(const std::vector<T>& column) : values(column), of_row(column.size()) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (size_t i = 0; i < column.size(); ++i) {
      of_row[i] =
          static_cast<int32_t>(std::lower_bound(values.begin(), values.end(), column[i]) - values.begin());
    }
  }
};

inline Distinct<Place> DistinctPlaces(const std::vector<int>& repeats, const std::vector<double>& times,
                                      bool time_matters) {
  std::vector<Place> places(repeats.size());
  for (size_t i = 0; i < places.size(); ++i) places[i] = {repeats[i], time_matters ? times[i] : 0};
  return Distinct<Place>(places);
}

// What all evaluations of a likelihood on the same histories share. It keeps `histories`.
struct LikelihoodPlan {
  LikelihoodPlan(const CompressedHistories& h, bool leaves_any_time)
      : histories(h),
        customers(static_cast<double>(h.TotalCustomers())),
        repeats(h.repeats),
        recency(h.recency_weeks),
        age(h.age_weeks),
        gone(DistinctPlaces(h.repeats, h.recency_weeks, leaves_any_time)) {
    if (leaves_any_time) gone_by = DistinctPlaces(h.repeats, h.age_weeks, true);
  }

  PurchaseHistory Row(size_t i) const {
    return {histories.repeats[i], histories.recency_weeks[i], histories.age_weeks[i]};
  }

  const CompressedHistories& histories;
  double customers;
  Distinct<int> repeats;
  Distinct<double> recency, age;
  Distinct<Place> gone, gone_by;  // where G and H are needed
};

}  // namespace bestand::scoring
