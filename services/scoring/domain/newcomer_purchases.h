#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/predictions.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// A model and the part of all customers that it speaks for; parts add up to 1. All count on one clock.
struct ModelShare {
  SeasonalModel model;
  double part = 1;
};

// What models expect of any newcomer, remembered by the days that count. One thread at a time.
class NewcomerPurchases {
 public:
  explicit NewcomerPurchases(const SeasonalModel& model) : models_{{model, 1}} {}
  // `models` has one at least.
  explicit NewcomerPurchases(std::vector<ModelShare> models) : models_(std::move(models)) {}

  // Returns the purchases expected up to a day of somebody who bought first on `first_day`; 0 before it.
  // Fails as ExpectedPurchasesOfNewcomer.
  absl::StatusOr<double> Between(int32_t first_day, int32_t until_day);

  // Returns those expected within a horizon. Fails alike.
  absl::StatusOr<double> Within(const Horizon& horizon) const;

 private:
  absl::StatusOr<double> WithinDays(int32_t days);

  std::vector<ModelShare> models_;
  std::map<int32_t, double> by_days_;
};

}  // namespace bestand::scoring
