#pragma once

#include <array>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/fit.h"

namespace bestand::scoring {

// How many times faster than on average customers buy in each month of the year, January first: > 0, with a
// mean over the days of a year of 1.
struct Season {
  std::array<double, 12> month{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
};

// Tells the time that counts for buying: in December with a multiplier of 2 a day is two. Histories and
// horizons in these weeks go to any model as they are, and what it says of a horizon holds for the
// calendar's. Days count from 1970-01-01, as in storage. Source of the idea: the time change of an
// inhomogeneous Poisson process; the rate of leaving is changed with it, so a model in which customers leave
// at any time says that they leave faster in strong months; the models that let them leave after a purchase
// say just that anyway.
class SeasonClock {
 public:
  // For days first_day to last_day, at most 110,000 of them. Threads may share it.
  SeasonClock(const Season& season, int first_day, int last_day);

  // Returns the weeks that count between two of its days, from <= to.
  double Weeks(int from, int to) const { return weeks_[to - first_day_] - weeks_[from - first_day_]; }

  // Returns the history of somebody who first bought on `first_day`, in weeks that count.
  PurchaseHistory History(int first_day, int repeats, int recency_days, int age_days) const;

 private:
  int first_day_;
  std::vector<double> weeks_;  // since first_day_, at the beginning of each day
};

// All repeat purchases of customers seen from their first day to as_of_day.
struct SeasonData {
  HistoryColumns history;
  std::span<const int32_t> first_day;      // of each customer
  std::span<const int32_t> purchase_days;  // of all repeat purchases, in any order
  int32_t as_of_day;
};

struct SeasonalFit {
  Season season;
  ModelFit model;   // in weeks that count
  int rounds;       // of fitting the one after the other
  bool identified;  // two years were seen: with less, season and leaving cannot be told apart
};

// Returns season and model together: the model on the season's clock, then for each month what was bought
// there over what the model expected of all customers won before, until no multiplier moves by a thousandth
// (20 rounds at most). Each month's ratio is drawn to 1 as by 20 purchases, so that months hardly seen stay
// at 1. Fails as FitModel; HISTORY_OUT_OF_ORDER when columns differ in length, a day lies after as_of_day, an
// age is not as_of_day less the first day, or the time is longer than 110,000 days.
absl::StatusOr<SeasonalFit> FitSeason(ModelKind kind, const SeasonData& data, const FitOptions& options = {});

}  // namespace bestand::scoring
