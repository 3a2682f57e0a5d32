#include "services/scoring/work/score_work.h"

#include <algorithm>
#include <cmath>

#include "absl/time/clock.h"
#include "common/error/error.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {
namespace {

constexpr absl::Duration kPatience = absl::Milliseconds(50);  // with those who are at the last parts

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
absl::StatusOr<int32_t> LastDay(SummarySource& source, int32_t day) {
  ASSIGN_OR_RETURN(const PurchaseSpan span, source.Span());
  return span.customers == 0 ? day : std::max(day, span.last_day);
}

void Report(const SetProgress& progress, const FittedModel& model, jobs::JobContext& job) {
  job.Report({.done = progress.customers,
              .total = std::max<int64_t>(model.buying.customers, progress.customers),
              .unit = "customers",
              .activity = "Scoring customers"});
}

}  // namespace

absl::StatusOr<std::string> ScoreWork::operator()(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const ScoreSet set, BeginSet(job));
  int64_t customers = set.customers;
  if (!set.published) {
    ASSIGN_OR_RETURN(customers, WriteAll(set, job));
    if (customers == 0) return NobodyToScore();
    if (job.Cancelled()) return Stopped();
    // Fails when another worker has taken the job over.
    RETURN_IF_ERROR(parts_.writer.Publish(set, [&] { return job.Checkpoint("published"); }));
  }
  if (parts_.published) parts_.published();
  return std::to_string(customers);
}

absl::StatusOr<ScoreSet> ScoreWork::BeginSet(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const ScoringRequest request, DecodeScoringRequest(job.job().parameters));
  ASSIGN_OR_RETURN(const auto model, parts_.models.FindActive());
  int32_t day = request.as_of_day.value_or(model->as_of_day);
  if (!request.as_of_day) {
    ASSIGN_OR_RETURN(day, LastDay(parts_.source, day));
  }
  return parts_.writer.Begin({.job_id = job.job().id,
                              .model_id = model->id,
                              .as_of_day = day,
                              .as_of_given = request.as_of_day.has_value(),
                              .settings = SettingsFor(request, *model),
                              .create_time = parts_.clock.Now()});
}

// Returns how many customers were scored. Parts that others are at are waited for; when their lease ends,
// they are to be had again.
absl::StatusOr<int64_t> ScoreWork::WriteAll(const ScoreSet& set, jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const auto model, parts_.models.Find(set.model_id));
  const auto finished = [&] {
    if (const auto progress = parts_.writer.Progress(set.number); progress.ok())
      Report(*progress, *model, job);
  };
  for (;;) {
    RETURN_IF_ERROR(parts_.team.Work({set, *model, [&] { return job.Cancelled(); }, finished}));
    ASSIGN_OR_RETURN(const SetProgress progress, parts_.writer.Progress(set.number));
    Report(progress, *model, job);
    if (progress.open_parts == 0) return progress.customers;
    if (job.Cancelled()) return Stopped();
    absl::SleepFor(kPatience);
  }
}

}  // namespace bestand::scoring
