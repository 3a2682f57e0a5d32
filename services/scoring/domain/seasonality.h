#pragma once

#include <cstdint>
#include <span>

#include "absl/status/statusor.h"
#include "services/scoring/domain/fit.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// Customers as they are seen on a day, and all their repeat purchases together.
struct SeasonData {
  HistoryColumns history;
  int32_t as_of_day;                     // the day that ages are seen from
  std::span<const int32_t> repeat_days;  // on which anybody bought again, in any order
  std::span<const int64_t> repeats;      // how many did; as long as repeat_days
};

// Days that it takes to tell a season.
inline constexpr int32_t kSeasonDays = 730;

struct SeasonalFit {
  Seasonality season;
  ModelFit model;     // in days that count
  int rounds;         // of fitting the one after the other
  int32_t days_seen;  // since one customer in a hundred had bought

  // With less than two years season and leaving cannot be told apart.
  bool identified() const { return days_seen >= kSeasonDays; }
};

// Returns season and model together: the model on the season's clock, then for each month what was bought
// there over what the model expected of all customers won before, until no multiplier moves by five
// thousandths (20 rounds at most). Each month's ratio is drawn to 1 as by 20 purchases, so that months hardly
// seen stay at 1. Fails as FitModel; HISTORY_OUT_OF_ORDER when columns differ in length, or a repeat lies
// after as_of_day or before the first purchase of all.
absl::StatusOr<SeasonalFit> FitSeason(ModelKind kind, const SeasonData& data, const FitOptions& options = {});

}  // namespace bestand::scoring
