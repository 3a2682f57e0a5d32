#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/jobs/runner.h"
#include "common/time/clock.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/model_store.h"
#include "services/scoring/work/requests.h"
#include "services/scoring/work/summaries.h"

namespace bestand::scoring {

// The work of a fit job: reads all summaries, fits, measures on time kept back, keeps the model as the active
// one. Its result is the model's id, which is the job's. Threads may share it.
class FitWork {
 public:
  // `threads` change no bit of the result.
  FitWork(SummarySource& source, ModelStore& models, const Clock& clock, int threads)
      : source_(source), models_(models), clock_(clock), threads_(threads) {}

  // Fails with TOO_FEW_CUSTOMERS, CURRENCY_MIXED, FIT_NOT_CONVERGED, FIELD_INVALID when the calibration does
  // not end 1 to 3650 days before the last day; as SummarySource and ModelStore; CANCELLED.
  absl::StatusOr<std::string> operator()(jobs::JobContext& job) const;

 private:
  // A family that was tried on the calibration.
  struct Candidate {
    ModelKind family;
    HoldOutReport report;
  };

  absl::StatusOr<FittedModel> Fit(const FitRequest& request, jobs::JobContext& job) const;
  absl::StatusOr<Candidate> Choose(const FitRequest& request, const FitData& data, jobs::JobContext& job,
                                   std::vector<std::string>& warnings) const;
  absl::StatusOr<Candidate> Try(ModelKind family, const FitData& calibration, int32_t end_day,
                                jobs::JobContext& job) const;
  absl::Status FitBuying(ModelKind family, const FitData& data, jobs::JobContext& job,
                         FittedModel& model) const;
  absl::Status FitSpending(const FitData& data, jobs::JobContext& job, FittedModel& model) const;
  FitOptions OptionsFor(std::string_view what, jobs::JobContext& job) const;

  SummarySource& source_;
  ModelStore& models_;
  const Clock& clock_;
  const int threads_;
};

}  // namespace bestand::scoring
