#include "services/scoring/work/fit_work.h"

#include "common/error/error.h"
#include "services/scoring/domain/gamma_gamma.h"
#include "services/scoring/work/hold_out.h"
#include "services/scoring/work/model_warnings.h"

namespace bestand::scoring {
namespace {

constexpr ModelKind kFamilies[] = {ModelKind::kBgNbd, ModelKind::kMbgNbd, ModelKind::kParetoNbd};

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
  model.create_time = clock_.Now();
  RETURN_IF_ERROR(models_.KeepActive(model));
  return model.id;
}

absl::StatusOr<FittedModel> FitWork::Fit(const FitRequest& request, jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const FitData data, CollectFitData(source_, {.as_of_day = request.as_of_day}, job));
  FittedModel model{.currency = data.currency, .as_of_day = data.as_of_day};
  std::vector<std::string> warnings;
  ModelKind family = request.family.value_or(ModelKind::kBgNbd);
  if (!request.family || request.calibration_end_day) {
    ASSIGN_OR_RETURN(Candidate chosen, Choose(request, data, job, warnings));
    family = chosen.family;
    model.hold_out = std::move(chosen.report);
  }
  const absl::Time begin = absl::Now();
  RETURN_IF_ERROR(FitBuying(family, data, job, model));
  RETURN_IF_ERROR(FitSpending(data, job, model));
  model.fit_ms = absl::ToDoubleMilliseconds(absl::Now() - begin);
  ASSIGN_OR_RETURN(model.yardstick, YardstickOf(data.History()));
  model.warnings = WarningsOf(model, data);
  model.warnings.insert(model.warnings.end(), warnings.begin(), warnings.end());
  return model;
}

// The best of the families asked for by hold-out log-score. One that does not converge is passed over with a
// warning while another does.
absl::StatusOr<FitWork::Candidate> FitWork::Choose(const FitRequest& request, const FitData& data,
                                                   jobs::JobContext& job,
                                                   std::vector<std::string>& warnings) const {
  const int32_t end =
      request.calibration_end_day.value_or(DefaultCalibrationEnd(data.early_day, data.as_of_day));
  RETURN_IF_ERROR(CheckCalibrationEnd(end, data));
  ASSIGN_OR_RETURN(const FitData calibration,
                   CollectFitData(source_, {.as_of_day = end, .holdout_until_day = data.as_of_day}, job));
  std::optional<Candidate> best;
  absl::Status failure;
  for (const ModelKind family : kFamilies) {
    if (request.family && *request.family != family) continue;
    auto candidate = Try(family, calibration, data.as_of_day, job);
    if (!candidate.ok()) {
      failure = candidate.status();
      if (ReasonOf(failure) != "FIT_NOT_CONVERGED") return failure;
      warnings.push_back(TitleOf(family) + " did not converge on the calibration; it was left out.");
    } else if (!best || candidate->report.log_score > best->report.log_score) {
      best = *std::move(candidate);
    }
  }
  if (!best) return failure;
  return *std::move(best);
}

absl::StatusOr<FitWork::Candidate> FitWork::Try(ModelKind family, const FitData& calibration, int32_t end_day,
                                                jobs::JobContext& job) const {
  ASSIGN_OR_RETURN(const CompressedHistories histories, Compress(calibration.History()));
  ASSIGN_OR_RETURN(const ModelFit fit, FitModel(family, histories, OptionsFor(TitleOf(family), job)));
  ASSIGN_OR_RETURN(HoldOutReport report, MeasureHoldOut(fit.model, calibration, end_day));
  return Candidate{family, std::move(report)};
}

absl::Status FitWork::FitBuying(ModelKind family, const FitData& data, jobs::JobContext& job,
                                FittedModel& model) const {
  ASSIGN_OR_RETURN(const CompressedHistories histories, Compress(data.History()));
  model.distinct_histories = static_cast<int64_t>(histories.size());
  ASSIGN_OR_RETURN(model.buying, FitModel(family, histories, OptionsFor(TitleOf(family), job)));
  return absl::OkStatus();
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

FitOptions FitWork::OptionsFor(std::string_view what, jobs::JobContext& job) const {
  const auto keep_going = [&job, name = std::string(what)](const FitProgress& progress) {
    job.Report({.done = progress.iteration,
                .unit = "steps",
                .activity = "Fitting " + name + ", mean log-likelihood " +
                            std::to_string(progress.mean_log_likelihood)});
    return !job.Cancelled();
  };
  return {.threads = threads_, .keep_going = keep_going};
}

}  // namespace bestand::scoring
