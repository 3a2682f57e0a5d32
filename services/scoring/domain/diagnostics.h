#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/scoring/domain/bulk_scorer.h"
#include "services/scoring/domain/purchase_history.h"
#include "services/scoring/domain/seasonal_clock.h"

namespace bestand::scoring {

// Customers seen up to a day, and what they did after it. All columns have n rows.
struct HoldOut {
  HistoryColumns history;
  std::span<const int32_t> actual;  // purchase days in the hold-out, >= 0
  int days;                         // length of the hold-out, > 0
  int32_t today = 0;                // the day it begins after; of no account without a season
};

// A group of customers with like predictions.
struct CalibrationBin {
  int64_t customers;
  double predicted;  // mean P(purchase in the hold-out)
  double actual;     // part that did purchase
};

// Customers with the same number of repeats before the hold-out.
struct FrequencyBin {
  int repeats;  // the last bin holds this many and more
  int64_t customers;
  double expected;  // mean purchases in the hold-out
  double actual;
};

struct Diagnostics {
  int64_t customers;
  double expected_purchases;   // sum
  double actual_purchases;     // sum
  double mean_absolute_error;  // a customer
  double auc;                  // of P(purchase): chance to rank a buyer above a non-buyer; .5 without both
  double baseline_auc;         // of "days since the last purchase, fewest first"
  double brier;                // mean squared error of P(purchase); less is better
  double baseline_brier;       // of the part of buyers among customers equally long silent (deciles)
  std::vector<CalibrationBin> calibration;  // ten, by rising P(purchase); fewer with < 10 customers
  std::vector<FrequencyBin> by_frequency;   // repeats 0 to 7+
};

// Returns how well a model fitted on the time before foretells the hold-out. The baseline's Brier score is in
// its own favour: its rates come from the hold-out itself.
// Fails with HISTORY_OUT_OF_ORDER (a row that cannot be, a negative count, columns of different length,
// nobody) and MODEL_PARAMETER_INVALID.
absl::StatusOr<Diagnostics> Diagnose(const SeasonalModel& model, const HoldOut& hold_out);

// The same of scores that were foretold, a row a customer: `buys_again` and `expected_purchases` of the
// hold-out.
absl::StatusOr<Diagnostics> Diagnose(const ScoreColumns& foretold, const HoldOut& hold_out);

// Returns the area under the ROC curve of `score` for `happened`, ties counted half; .5 when all or none
// happened. The spans have the same length; no score is NaN.
double AreaUnderCurve(std::span<const double> score, std::span<const uint8_t> happened);

// Returns the mean squared distance of the probabilities from what happened; less is better. NaN for nobody.
double Brier(std::span<const double> probability, std::span<const uint8_t> happened);

// Returns ten groups of like probabilities, by rising probability; fewer with fewer than ten customers.
std::vector<CalibrationBin> Calibrate(std::span<const double> probability, std::span<const uint8_t> happened);

// Returns each customer's probability when all that counts is the decile of its silence: the plain baseline
// "days since the last purchase", in its own favour, since the rates come from what happened itself.
std::vector<double> RatesBySilence(std::span<const double> silence, std::span<const uint8_t> happened);

}  // namespace bestand::scoring
