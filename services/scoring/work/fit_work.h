#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/behaviour_source.h"
#include "services/scoring/work/buying_fit.h"
#include "services/scoring/work/family_trial.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/repeat_day_source.h"
#include "services/scoring/work/requests.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// The work of a fit job: reads all summaries, tries the families on time kept back (the best of them with the
// season of buying, and with covariates too, where that was asked for), fits the best on everything, draws up
// its report, keeps it as the active model. Its result is the model's id, which is the job's. Threads may
// share it.
class FitWork {
 public:
  struct Parts {
    SummarySource& source;
    RepeatDaySource& repeat_days;
    ModelStore& models;
    const Clock& clock;
    int threads = 1;                        // change no bit of the result
    BehaviourSource* behaviours = nullptr;  // to learn what foretells sleep; without it nothing is learned
  };
  explicit FitWork(const Parts& parts) : parts_(parts) {}

  // A family that cannot be fitted, and a report that cannot be drawn up, fail no job: the model says so.
  // Fails with TOO_FEW_CUSTOMERS, CURRENCY_MIXED, FIT_NOT_CONVERGED (no family could be fitted),
  // FIELD_INVALID when the calibration does not end 1 to 3650 days before the last day; as SummarySource and
  // ModelStore; CANCELLED.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  absl::StatusOr<FittedModel> Fit(const FitRequest& request, jobs::JobContext& job) const;
  absl::StatusOr<FamilyTrial> Try(const FitRequest& request, const FitData& data,
                                  jobs::JobContext& job) const;
  absl::Status FitBest(const FitRequest& request, const FitData& data, const FamilyTrial& trial,
                       jobs::JobContext& job, FittedModel& model) const;
  absl::Status TryMore(const FitRequest& request, const FitData& data, jobs::JobContext& job,
                       FamilyTrial& trial) const;
  absl::Status TrySeasonToo(jobs::JobContext& job, FamilyTrial& trial) const;
  absl::Status FitSpending(const FitData& data, jobs::JobContext& job, FittedModel& model) const;
  absl::Status Learn(const FitData& data, const FamilyTrial& trial, jobs::JobContext& job,
                     FittedModel& model) const;
  absl::Status Report(const FitData& data, const FamilyTrial& trial, FittedModel& model) const;
  absl::StatusOr<RepeatDays> RepeatDaysUntil(int32_t first_until, int32_t until, FittedModel& model) const;
  FitOrder OrderFor(const FitData& data, jobs::JobContext& job) const;
  FitOptions OptionsFor(std::string_view what, jobs::JobContext& job) const;

  const Parts parts_;
};

}  // namespace bestand::scoring
