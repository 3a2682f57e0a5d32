#include "services/scoring/api/job_wire.h"

#include "common/error/error.h"
#include "common/rpc/status.h"
#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/model_wire.h"
#include "services/scoring/work/requests.h"

namespace bestand::scoring {
namespace {

void ToWire(const jobs::Progress& progress, common::v1::Progress& wire) {
  wire.set_done_count(progress.done);
  wire.set_total_count(progress.total);
  wire.set_unit(progress.unit);
  wire.set_activity(progress.activity);
  if (progress.expected_end) *wire.mutable_expected_end_time() = ToTimestamp(*progress.expected_end);
}

absl::Status JobUnknown(std::string_view id) {
  return Failure(absl::StatusCode::kNotFound, "JOB_UNKNOWN", "There is no such job; check its name.",
                 {{"job", std::string(id)}});
}

}  // namespace

void ToWire(const jobs::Job& job, common::v1::JobStatus& wire) {
  wire.set_state(static_cast<common::v1::JobState>(job.state));
  ToWire(job.progress, *wire.mutable_progress());
  if (job.state == jobs::JobState::kFailed) *wire.mutable_error() = rpc::ToWireStatus(job.error);
  wire.set_creator(job.creator);
  *wire.mutable_create_time() = ToTimestamp(job.create_time);
  if (job.start_time) *wire.mutable_start_time() = ToTimestamp(*job.start_time);
  if (job.end_time) *wire.mutable_end_time() = ToTimestamp(*job.end_time);
}

absl::Status ToWire(const jobs::Job& job, v1::FitJob& wire) {
  ASSIGN_OR_RETURN(const FitRequest request, DecodeFitRequest(job.parameters));
  wire.set_name("fitJobs/" + job.id);
  ToWire(job, *wire.mutable_status());
  if (job.state == jobs::JobState::kSucceeded) wire.set_model("models/" + job.result);
  if (request.family) {
    wire.mutable_request()->set_buying_model(ToWire(*request.family));
  }
  if (request.seasonal) wire.mutable_request()->set_seasonal(true);
  if (request.covariates) wire.mutable_request()->set_covariates(true);
  if (request.as_of_day) *wire.mutable_request()->mutable_as_of_date() = DateOf(*request.as_of_day);
  if (request.calibration_end_day) {
    *wire.mutable_request()->mutable_calibration_end_date() = DateOf(*request.calibration_end_day);
  }
  return absl::OkStatus();
}

absl::Status ToWire(const jobs::Job& job, v1::ScoringJob& wire) {
  ASSIGN_OR_RETURN(const ScoringRequest request, DecodeScoringRequest(job.parameters));
  wire.set_name("scoringJobs/" + job.id);
  ToWire(job, *wire.mutable_status());
  if (job.state == jobs::JobState::kSucceeded) wire.set_scored_count(std::stoll(job.result));
  if (request.as_of_day) *wire.mutable_settings()->mutable_as_of_date() = DateOf(*request.as_of_day);
  wire.mutable_settings()->set_annual_discount_rate(request.annual_discount);
  wire.mutable_settings()->set_margin_rate(request.margin);
  if (request.horizon_days) {
    *wire.mutable_settings()->mutable_dormancy_horizon() = DurationOfDays(*request.horizon_days);
  }
  return absl::OkStatus();
}

absl::StatusOr<jobs::Job> FindJob(jobs::Jobs& jobs, const JobName& name) {
  const std::string id = IdOf(name.name, name.pattern).value_or("");
  ASSIGN_OR_RETURN(jobs::Job job, jobs.Get(id));
  if (job.kind != name.kind) return JobUnknown(id);
  return job;
}

absl::StatusOr<jobs::Job> CancelJob(jobs::Jobs& jobs, const JobName& name) {
  ASSIGN_OR_RETURN(jobs::Job job, FindJob(jobs, name));
  if (jobs::HasEnded(job.state)) return job;
  auto cancelled = jobs.RequestCancel(job.id);
  return ReasonOf(cancelled.status()) == "JOB_ENDED" ? jobs.Get(job.id) : cancelled;
}

}  // namespace bestand::scoring
