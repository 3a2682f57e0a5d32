#pragma once

#include "services/scoring/domain/diagnostics/recency_grid.h"
#include "services/scoring/domain/diagnostics/repeat_counts.h"
#include "services/scoring/domain/diagnostics/tracking.h"
#include "services/scoring/domain/diagnostics/value_bars.h"
#include "services/scoring/domain/portfolio.h"

namespace bestand::scoring {

// What a model's charts draw, beside its hold-out. What could not be reckoned is empty.
struct ModelReport {
  Tracking tracking;     // by the model of the calibration; without a hold-out by the model itself
  RepeatCounts repeats;  // of the same model and customers
  RecencyGrid grid;      // of the model itself, as all that follows
  ValueBars values;      // in units of the currency, as all that follows
  Portfolio so_far{};    // revenue of each customer so far, nobody below 0
  Portfolio to_come{};   // expected value of each customer's next 60 months
};

}  // namespace bestand::scoring
