#include "services/scoring/work/stack_work.h"

#include <cmath>

#include "common/error/error.h"
#include "services/scoring/domain/dormancy_report.h"
#include "services/scoring/work/dormancy_facts.h"
#include "services/scoring/work/fit_data.h"

namespace bestand::scoring {
namespace {

constexpr size_t kMostCustomers = 200'000;
constexpr int kLeastDays = 14;  // to learn from

// Customers as they were seen on a day.
struct Sample {
  std::vector<DormancyFacts> facts;
  std::vector<int32_t> repeats, recency, age, actual;
  int days = 0;
  int32_t today = 0;

  HistoryColumns History() const { return {repeats, recency, age}; }
  DormancyCohort Cohort() const { return {facts, actual, days}; }
  void Add(const Summary& summary, int32_t day) {
    facts.push_back(DormancyFactsOf(summary, day));
    repeats.push_back(summary.repeats);
    recency.push_back(facts.back().recency_days);
    age.push_back(facts.back().age_days);
    actual.push_back(summary.holdout_repeats);
  }
};

absl::Status Enough() { return absl::OutOfRangeError("enough customers"); }

absl::StatusOr<Sample> SeeOn(SummarySource& source, int32_t day, int32_t until, jobs::JobContext& job) {
  Sample sample{.days = std::max(until - day, 1), .today = day};
  SummaryQuery query{.as_of_day = day};
  if (until > day) query.holdout_until_day = until;
  const absl::Status status = source.Stream(query, [&](const SummaryChunk& chunk) -> absl::Status {
    if (job.Cancelled()) return Stopped();
    for (const Summary& summary : chunk.summaries) sample.Add(summary, day);
    job.Report({.done = static_cast<int64_t>(sample.facts.size()),
                .unit = "customers",
                .activity = "Learning what foretells sleep"});
    return sample.facts.size() < kMostCustomers ? absl::OkStatus() : Enough();
  });
  if (!status.ok() && !absl::IsOutOfRange(status)) return status;
  return sample;
}

// A family and the clock that it counts on.
struct Kind {
  ModelKind family;
  SeasonalClock clock;
};

absl::StatusOr<SeasonalModel> FitOn(const Kind& kind, const Sample& sample) {
  const std::vector<int32_t> today(sample.repeats.size(), sample.today);
  ASSIGN_OR_RETURN(const CompressedHistories histories,
                   Compress(CountedHistories(kind.clock, sample.History(), today).columns()));
  ASSIGN_OR_RETURN(ModelFit fit, FitModel(kind.family, histories, {}));
  return SeasonalModel(std::move(fit.model), kind.clock);
}

absl::StatusOr<DormancyStack> LearnFrom(const Kind& kind, const Sample& sample) {
  ASSIGN_OR_RETURN(const SeasonalModel model, FitOn(kind, sample));
  ASSIGN_OR_RETURN(const DormancyYardstick yardstick, YardstickOf(sample.History()));
  return LearnStack(model, sample.Cohort(), yardstick);
}

absl::StatusOr<DormancyReport> MeasureOn(const Kind& kind, const Sample& sample, const DormancyStack& stack) {
  ASSIGN_OR_RETURN(const SeasonalModel model, FitOn(kind, sample));
  ASSIGN_OR_RETURN(DormancyYardstick yardstick, YardstickOf(sample.History()));
  yardstick.stack = stack;
  return CompareDormancy(model, sample.Cohort(), yardstick);
}

absl::Status Use(DormancyStack stack, Sample today, FittedModel& model) {
  today.days = std::clamp(static_cast<int>(std::lround(model.yardstick.horizon_days)), 1, 3650);
  ASSIGN_OR_RETURN(const auto signals,
                   CohortSignals(model.Models().front(), today.Cohort(), model.yardstick));
  stack.centre = CentresOf(signals);
  model.yardstick.stack = stack;
  return absl::OkStatus();
}

absl::Status Learn(SummarySource& source, const StackTime& time, jobs::JobContext& job, FittedModel& model) {
  const Kind kind{KindOf(model.buying.model), time.calibration_clock};
  const int32_t middle = time.early_day + (time.calibration_end_day - time.early_day) / 2;
  ASSIGN_OR_RETURN(const Sample earlier, SeeOn(source, middle, time.calibration_end_day, job));
  ASSIGN_OR_RETURN(const DormancyStack stack, LearnFrom(kind, earlier));
  ASSIGN_OR_RETURN(const Sample held_out, SeeOn(source, time.calibration_end_day, time.end_day, job));
  ASSIGN_OR_RETURN(model.dormancy, MeasureOn(kind, held_out, stack));
  if (!model.dormancy->StackIsBetter()) return absl::OkStatus();
  ASSIGN_OR_RETURN(Sample today, SeeOn(source, time.end_day, time.end_day, job));
  return Use(stack, std::move(today), model);
}

// Trouble with the data leaves the model alone; the rest ends the job.
bool LiesInTheData(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == "TOO_FEW_CUSTOMERS" || reason == "FIT_NOT_CONVERGED" || reason == "HISTORY_OUT_OF_ORDER";
}

}  // namespace

absl::Status LearnDormancy(SummarySource& source, const StackTime& time, jobs::JobContext& job,
                           FittedModel& model) {
  if (time.calibration_end_day - time.early_day < 2 * kLeastDays) return absl::OkStatus();
  const absl::Status status = Learn(source, time, job, model);
  if (status.ok() || !LiesInTheData(status)) return status;
  model.warnings.push_back("Dormancy learned nothing beside the model: " + std::string(MessageOf(status)));
  return absl::OkStatus();
}

}  // namespace bestand::scoring
