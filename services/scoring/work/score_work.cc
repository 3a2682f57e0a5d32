#include "services/scoring/work/score_work.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "common/id/id.h"
#include "services/scoring/work/customer_scorer.h"
#include "services/scoring/work/fit_data.h"
#include "services/scoring/work/set_filler.h"

namespace bestand::scoring {
namespace {

absl::Status NobodyToScore() {
  return Failure(absl::StatusCode::kFailedPrecondition, "TOO_FEW_CUSTOMERS",
                 "Nobody had bought by the day asked for; choose a later as_of_date or import purchases.",
                 {{"have", "0"}, {"need", "1"}});
}

ScoreSettings SettingsFor(const ScoringRequest& request, const FittedModel& model) {
  const auto usual = static_cast<int32_t>(std::lround(std::clamp(model.yardstick.horizon_days, 1., 3650.)));
  return {.annual_discount = request.annual_discount,
          .margin = request.margin,
          .horizon_days = request.horizon_days.value_or(usual)};
}

// The later of `day` and the last purchase day of all.
absl::StatusOr<int32_t> LastDay(SummarySource& source, int32_t day, jobs::JobContext& job) {
  int64_t customers = 0;
  RETURN_IF_ERROR(source.Stream({}, [&](const SummaryChunk& chunk) -> absl::Status {
    if (job.Cancelled()) return Stopped();
    for (const Summary& summary : chunk.summaries) day = std::max(day, summary.last_day);
    customers += static_cast<int64_t>(chunk.summaries.size());
    job.Report({.done = customers, .unit = "customers", .activity = "Looking for the last purchase"});
    return absl::OkStatus();
  }));
  return day;
}

}  // namespace

absl::StatusOr<std::string> ScoreWork::operator()(jobs::JobContext& job) const {
  RETURN_IF_ERROR(parts_.writer.RemoveOldSets());
  ASSIGN_OR_RETURN(const ScoreSet set, BeginSet(job));
  ASSIGN_OR_RETURN(ScoringPlace place, DecodeScoringPlace(job.LastCheckpoint()));
  if (!set.published) {
    ASSIGN_OR_RETURN(const auto model, parts_.models.Find(set.model_id));
    RETURN_IF_ERROR(WriteAll(set, *model, job, place));
    if (place.scored == 0) return NobodyToScore();
    if (job.Cancelled()) return Stopped();
    RETURN_IF_ERROR(parts_.writer.Publish(set, [&] { return job.Checkpoint(Encode(place)); }));
  }
  if (parts_.published) parts_.published();
  RETURN_IF_ERROR(parts_.writer.RemoveOldSets());
  return std::to_string(place.scored);
}

absl::StatusOr<ScoreSet> ScoreWork::BeginSet(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const ScoringRequest request, DecodeScoringRequest(job.job().parameters));
  ASSIGN_OR_RETURN(const auto model, parts_.models.FindActive());
  int32_t day = request.as_of_day.value_or(model->as_of_day);
  // A set that has a checkpoint was begun before, and keeps its day.
  if (!request.as_of_day && job.LastCheckpoint().empty()) {
    ASSIGN_OR_RETURN(day, LastDay(parts_.source, day, job));
  }
  return parts_.writer.Begin({.job_id = job.job().id,
                              .model_id = model->id,
                              .as_of_day = day,
                              .as_of_given = request.as_of_day.has_value(),
                              .settings = SettingsFor(request, *model),
                              .create_time = parts_.clock.Now()});
}

absl::Status ScoreWork::WriteAll(const ScoreSet& set, const FittedModel& model, jobs::JobContext& job,
                                 ScoringPlace& place) const {
  RETURN_IF_ERROR(parts_.writer.RemoveFromBucket(set, place.first_bucket));
  ASSIGN_OR_RETURN(CustomerScorer scorer, CustomerScorer::Make(model, set.settings));
  SetFiller filler({.writer = parts_.writer,
                    .job = job,
                    .set = set,
                    .scorer = scorer,
                    .currency = model.currency.code,
                    .expected_rows = model.buying.customers,
                    .rows_at_once = parts_.rows_at_once,
                    .now = parts_.clock.Now()},
                   place);
  const SummaryQuery query{.as_of_day = set.counted_until(), .first_bucket = place.first_bucket};
  if (place.first_bucket < kBuckets) {
    RETURN_IF_ERROR(
        parts_.source.Stream(query, [&](const SummaryChunk& chunk) { return filler.Take(chunk); }));
  }
  RETURN_IF_ERROR(filler.Finish());
  place = filler.place();
  return absl::OkStatus();
}

}  // namespace bestand::scoring
