#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "services/scoring/domain/dormancy.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// How a run scores.
struct ScoreSettings {
  double annual_discount = .10;  // 0 to 10
  double margin = 1;             // 0 to 1
  int horizon_days = 90;         // of the probability to buy; 1 to 3650
};

// What one customer is worth and how awake, seen from `as_of_day`. Money is in minor units.
struct CustomerScore {
  Summary summary;
  uint8_t group = 0;              // of the model's covariates
  int32_t as_of_day = 0;          // that of the set, or the last purchase day when it is later
  double alive = 0;               // P(still a customer)
  double buys_again = 0;          // P(at least one purchase within the horizon)
  double expected_12_months = 0;  // purchase days
  int64_t purchase_value_minor = 0;
  int64_t clv_12_months_minor = 0;
  int64_t clv_60_months_minor = 0;
  int64_t clv_60_low_minor = 0;  // 80 % interval
  int64_t clv_60_high_minor = 0;
  int64_t value_at_risk_minor = 0;
  DormancyState state = DormancyState::kActive;
  absl::Time create_time;

  int32_t days_silent() const { return as_of_day - summary.last_day; }
  // 0 without a repeat.
  double mean_gap_days() const {
    return summary.repeats == 0 ? 0
                                : static_cast<double>(summary.last_day - summary.first_day) / summary.repeats;
  }
};

// All scores of one run; published as a whole.
struct ScoreSet {
  int32_t number = 0;    // 1, 2, 3 …
  std::string job_id;    // of the run that made it
  std::string model_id;  // a UUID
  std::string currency;  // that of the model, ISO 4217; output only
  int32_t as_of_day = 0;
  bool as_of_given = false;  // the day was asked for: purchases after it do not count, now or later
  ScoreSettings settings;
  absl::Time create_time;
  bool published = false;  // now or before; else it is still being written

  // What it came to when it was published.
  std::optional<absl::Time> publish_time;
  int64_t customers = 0;
  double clv_60_months_minor = 0;  // of all

  // The last day whose purchases count; all do if unset.
  std::optional<int32_t> counted_until() const {
    return as_of_given ? std::optional(as_of_day) : std::nullopt;
  }
};

}  // namespace bestand::scoring
