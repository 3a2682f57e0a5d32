#pragma once

#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// What a model expects of any newcomer, remembered by the days that count. One thread at a time.
class NewcomerPurchases {
 public:
  explicit NewcomerPurchases(SeasonalModel model) : model_(std::move(model)) {}

  // Returns the purchases expected up to a day of somebody who bought first on `first_day`; 0 before it.
  // Fails as ExpectedPurchasesOfNewcomer.
  absl::StatusOr<double> Between(int32_t first_day, int32_t until_day);

 private:
  absl::StatusOr<double> WithinDays(int32_t days);

  SeasonalModel model_;
  std::map<int32_t, double> by_days_;
};

}  // namespace bestand::scoring
