#pragma once

#include "absl/status/status.h"
#include "common/jobs/runner.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// The time that a model was fitted and measured on.
struct StackTime {
  int32_t early_day = 0;            // about when the first customers came
  int32_t calibration_end_day = 0;  // the hold-out begins after it
  int32_t end_day = 0;              // the last day of the hold-out, from which the model is used
  SeasonalClock calibration_clock;  // the season that the calibration knew; flat without one
};

// Learns a dormancy stack (see domain/dormancy/stack.h) and measures it, out of time: from customers seen in
// the middle between early_day and the end of the calibration, and what they did until that end; measured
// from that end on, on time that it never saw. It goes into model.yardstick when it ranks better than the
// model alone and has the better log-score; what was measured goes into model.dormancy either way. The
// model's family is refitted on each of the two days.
//
// At most 200,000 customers are looked at, a random sample: those of the first buckets. `source` gives
// summaries with behaviours. Where there is too little to learn from, or a fit fails, the model says so among
// its warnings and speaks alone. Fails with SERVICE_AWAY and CANCELLED.
absl::Status LearnDormancy(SummarySource& source, const StackTime& time, jobs::JobContext& job,
                           FittedModel& model);

}  // namespace bestand::scoring
