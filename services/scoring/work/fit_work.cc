#include "services/scoring/work/fit_work.h"

#include "common/error/error.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "services/scoring/domain/seasonality.h"
#include "services/scoring/work/behaving_summaries.h"
#include "services/scoring/work/fit_report.h"
#include "services/scoring/work/model_warnings.h"
#include "services/scoring/work/stack_work.h"

namespace bestand::scoring {
namespace {

// The families that may be chosen, the simplest first: all but the baseline, in which nobody ever leaves.
std::vector<ModelKind> Families() {
  std::vector<ModelKind> families(AllModelKinds().begin(), AllModelKinds().end());
  std::erase(families, ModelKind::kNbd);
  return families;
}

constexpr int32_t kLeastSeasonHoldOut = 56;  // days

// The last third is kept back, but for a season two years are left to the calibration where something
// remains.
int32_t CalibrationEnd(const FitRequest& request, const FitData& data) {
  if (request.calibration_end_day) return *request.calibration_end_day;
  const int32_t end = DefaultCalibrationEnd(data.early_day, data.as_of_day);
  const int32_t season_end = data.early_day + kSeasonDays;
  const bool later =
      request.seasonal && season_end > end && season_end <= data.as_of_day - kLeastSeasonHoldOut;
  return later ? season_end : end;
}

// The one taken of those tried, which are in the order of the candidates; `model` has a hold-out.
const TriedFamily& ChosenOf(const FamilyTrial& trial, const FittedModel& model) {
  const auto chosen = std::ranges::find(model.candidates, true, &Candidate::chosen);
  return trial.families[static_cast<size_t>(chosen - model.candidates.begin())];
}

absl::Status CheckCalibrationEnd(int32_t calibration_end_day, const FitData& data) {
  const int32_t days = data.as_of_day - calibration_end_day;
  if (days >= 1 && days <= kMostHoldOutDays) return absl::OkStatus();
  return InvalidFields(
      {{"fit.calibration_end_date", "must lie 1 to 3650 days before the last day that the fit sees"}});
}

}  // namespace

absl::StatusOr<std::string> FitWork::operator()(jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const FitRequest request, DecodeFitRequest(job.job().parameters));
  ASSIGN_OR_RETURN(FittedModel model, Fit(request, job));
  if (job.Cancelled()) return Stopped();
  model.id = job.job().id;
  model.create_time = parts_.clock.Now();
  RETURN_IF_ERROR(parts_.models.KeepActive(model));
  return model.id;
}

absl::StatusOr<FittedModel> FitWork::Fit(const FitRequest& request, jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(
      const FitData data,
      CollectFitData(parts_.source, {.as_of_day = request.as_of_day, .traits = request.covariates}, job));
  FittedModel model{.currency = data.currency, .as_of_day = data.as_of_day};
  ASSIGN_OR_RETURN(const FamilyTrial trial, Try(request, data, job));
  const absl::Time begin = absl::Now();
  RETURN_IF_ERROR(FitBest(request, data, trial, job, model));
  if (request.seasonal) RETURN_IF_ERROR(TellSeason(OrderFor(data, job), model));
  if (request.covariates) RETURN_IF_ERROR(TellCovariates(OrderFor(data, job), model));
  RETURN_IF_ERROR(FitSpending(data, job, model));
  model.fit_ms = absl::ToDoubleMilliseconds(absl::Now() - begin);
  ASSIGN_OR_RETURN(model.yardstick, YardstickOf(data.History()));
  std::ranges::move(WarningsOf(model, data), std::back_inserter(model.warnings));
  RETURN_IF_ERROR(Learn(data, trial, job, model));
  RETURN_IF_ERROR(Report(data, trial, model));
  return model;
}

// Without a family to choose and a hold-out to measure on, there is nothing to try. Neither is there when
// nobody asked for a hold-out and the customers are too few to keep time back.
absl::StatusOr<FamilyTrial> FitWork::Try(const FitRequest& request, const FitData& data,
                                         jobs::JobContext& job) const {
  FamilyTrial trial;
  const bool more = request.seasonal || request.covariates;
  if (request.family && !request.calibration_end_day && !more) return trial;
  const int32_t end = CalibrationEnd(request, data);
  RETURN_IF_ERROR(CheckCalibrationEnd(end, data));
  trial.end_day = data.as_of_day;
  ASSIGN_OR_RETURN(
      trial.calibration,
      CollectFitData(parts_.source,
                     {.as_of_day = end, .holdout_until_day = data.as_of_day, .traits = request.covariates},
                     job));
  const std::vector<ModelKind> families = request.family ? std::vector{*request.family} : Families();
  const auto options_of = [&](std::string_view title) { return OptionsFor(title, job); };
  const absl::Status status = TryFamilies(families, options_of, trial);
  if (!request.calibration_end_day && ReasonOf(status) == "TOO_FEW_CUSTOMERS") return FamilyTrial{};
  RETURN_IF_ERROR(status);
  RETURN_IF_ERROR(TryMore(request, data, job, trial));
  return trial;
}

absl::Status FitWork::TryMore(const FitRequest& request, const FitData& data, jobs::JobContext& job,
                              FamilyTrial& trial) const {
  if (request.seasonal) RETURN_IF_ERROR(TrySeasonToo(job, trial));
  if (!request.covariates) return absl::OkStatus();
  const auto options_of = [&](std::string_view title) { return OptionsFor(title, job); };
  return TryCovariates(CovariateCoding::Of(data.CountTraits()), options_of, trial);
}

// A customer-profile that cannot count leaves the families as they are.
absl::Status FitWork::TrySeasonToo(jobs::JobContext& job, FamilyTrial& trial) const {
  const int32_t end = trial.calibration.as_of_day;
  const auto repeats = parts_.repeat_days.CountRepeatDays({end, end});
  if (absl::IsUnavailable(repeats.status())) return repeats.status();
  if (!repeats.ok()) return absl::OkStatus();  // TellSeason says so
  const auto options_of = [&](std::string_view title) { return OptionsFor(title, job); };
  return TrySeason(*repeats, options_of, trial);
}

// The best family that can be fitted on all data as well.
absl::Status FitWork::FitBest(const FitRequest& request, const FitData& data, const FamilyTrial& trial,
                              jobs::JobContext& job, FittedModel& model) const {
  if (trial.families.empty()) {
    const ModelKind family = request.family.value_or(Families().front());
    model.choice = TitleOf(NameOf(family)) +
                   (request.family ? " was asked for; no time was kept back to measure it."
                                   : " was taken: the customers are too few to keep time back and compare.");
    return FitBuying({.family = std::string(NameOf(family))}, OrderFor(data, job), model);
  }
  absl::Status failure;
  for (size_t place = 0; place < trial.families.size() && trial.families[place].fit; ++place) {
    const absl::Status status = FitBuying(trial.families[place].candidate, OrderFor(data, job), model);
    if (status.ok()) Choose(place, trial, model);
    if (status.ok() || absl::IsCancelled(status)) return status;
    failure.Update(status);
  }
  return failure;
}

// Too few who spent, or values without a mean, are no failure: then everybody spends the mean of all.
absl::Status FitWork::FitSpending(const FitData& data, jobs::JobContext& job, FittedModel& model) const {
  model.spending = FlatSpending(data.mean_purchase);
  auto fit = FitGammaGamma({data.repeats, data.mean_value}, OptionsFor("Gamma-Gamma", job));
  if (!fit.ok()) {
    const std::string reason = ReasonOf(fit.status());
    const bool flat_will_do = reason == "TOO_FEW_CUSTOMERS" || reason == "FIT_NOT_CONVERGED";
    return flat_will_do ? absl::OkStatus() : fit.status();
  }
  model.spending_correlation = fit->frequency_correlation;
  if (!fit->mean_exists) return absl::OkStatus();
  model.spending = fit->model;
  model.spending_fit = *std::move(fit);
  return absl::OkStatus();
}

absl::Status FitWork::Learn(const FitData& data, const FamilyTrial& trial, jobs::JobContext& job,
                            FittedModel& model) const {
  if (parts_.behaviours == nullptr || !model.hold_out || model.UsesCovariates()) return absl::OkStatus();
  BehavingSummaries summaries(parts_.source, *parts_.behaviours);
  return LearnDormancy(
      summaries,
      {data.early_day, model.hold_out->calibration_end_day, data.as_of_day, ChosenOf(trial, model).clock},
      job, model);
}

// Without a hold-out the model itself is tracked, on what it was fitted on.
absl::Status FitWork::Report(const FitData& data, const FamilyTrial& trial, FittedModel& model) const {
  const bool held_out = model.hold_out.has_value();
  const FitData& seen = held_out ? trial.calibration : data;
  const std::vector<SeasonalModel> tracked = held_out ? ChosenOf(trial, model).models : model.Models();
  const std::vector<uint8_t> groups = model.UsesCovariates() ? seen.GroupsBy(model.covariates->coding)
                                                             : std::vector<uint8_t>(seen.repeats.size(), 0);
  ModelReport report;
  ASSIGN_OR_RETURN(RepeatDays repeats, RepeatDaysUntil(seen.as_of_day, data.as_of_day, model));
  absl::Status status = AddTracking({tracked, groups, seen, std::move(repeats), data.as_of_day}, report);
  status.Update(AddScores(model, data, report));
  if (!status.ok()) {
    model.warnings.push_back("The report is not complete: " + std::string(MessageOf(status)));
  }
  model.report = std::move(report);
  return absl::OkStatus();
}

// A customer-profile that is away lets the job wait; one that cannot tell leaves the report without tracking.
absl::StatusOr<RepeatDays> FitWork::RepeatDaysUntil(int32_t first_until, int32_t until,
                                                    FittedModel& model) const {
  auto repeats = parts_.repeat_days.CountRepeatDays({first_until, until});
  if (repeats.ok() || absl::IsUnavailable(repeats.status())) return repeats;
  model.warnings.push_back("Purchases week by week could not be read, so the report does not track them: " +
                           std::string(MessageOf(repeats.status())));
  return RepeatDays{};
}

FitOrder FitWork::OrderFor(const FitData& data, jobs::JobContext& job) const {
  return {data, parts_.repeat_days, [this, &job](std::string_view title) { return OptionsFor(title, job); }};
}

FitOptions FitWork::OptionsFor(std::string_view what, jobs::JobContext& job) const {
  const auto keep_going = [&job, name = std::string(what)](const FitProgress& progress) {
    job.Report({.done = progress.iteration,
                .unit = "steps",
                .activity = "Fitting " + name + ", mean log-likelihood " +
                            std::to_string(progress.mean_log_likelihood)});
    return !job.Cancelled();
  };
  return {.threads = parts_.threads, .keep_going = keep_going};
}

}  // namespace bestand::scoring
