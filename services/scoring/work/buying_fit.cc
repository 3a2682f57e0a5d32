#include "services/scoring/work/buying_fit.h"

#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/seasonality.h"
#include "services/scoring/work/covariate_work.h"
#include "services/scoring/work/model_warnings.h"

namespace bestand::scoring {
namespace {

absl::StatusOr<SeasonalFit> FitSeasonOn(const Candidate& kind, const FitOrder& order) {
  const FitData& data = order.data;
  ASSIGN_OR_RETURN(const ModelKind family, KindFromName(kind.family));
  ASSIGN_OR_RETURN(const RepeatDays repeats,
                   order.repeat_days.CountRepeatDays({data.as_of_day, data.as_of_day}));
  return FitSeason(family, {data.History(), data.as_of_day, repeats.days, repeats.customers},
                   order.options_of(TitleOf(kind)));
}

absl::Status UseSeason(const Candidate& kind, const FitOrder& order, FittedModel& model) {
  ASSIGN_OR_RETURN(SeasonalFit fit, FitSeasonOn(kind, order));
  model.season = {.months = fit.season, .identified = fit.identified(), .used = true};
  model.buying = std::move(fit.model);
  return absl::OkStatus();
}

// Leaves the coding with the model.
absl::StatusOr<CovariateFit> FitCovariatesOn(const Candidate& kind, const FitOrder& order,
                                             FittedModel& model) {
  ASSIGN_OR_RETURN(const ModelKind family, KindFromName(kind.family));
  model.covariates = FittedCovariates{.coding = CovariateCoding::Of(order.data.CountTraits())};
  const SeasonalClock clock = model.Clock();
  return FitCovariates(family, {order.data, clock, model.covariates->coding},
                       order.options_of(TitleOf(kind)));
}

absl::Status UseCovariates(const Candidate& kind, const FitOrder& order, FittedModel& model) {
  ASSIGN_OR_RETURN(CovariateFit fit, FitCovariatesOn(kind, order, model));
  model.buying = fit.base;
  model.covariates->fit = std::move(fit);
  model.covariates->used = true;
  return absl::OkStatus();
}

}  // namespace

absl::Status FitBuying(const Candidate& kind, const FitOrder& order, FittedModel& model) {
  ASSIGN_OR_RETURN(const CompressedHistories histories, Compress(order.data.History()));
  model.distinct_histories = static_cast<int64_t>(histories.size());
  model.season.reset();
  model.covariates.reset();
  if (kind.seasonal) RETURN_IF_ERROR(UseSeason(kind, order, model));
  if (kind.covariates) RETURN_IF_ERROR(UseCovariates(kind, order, model));
  if (kind.seasonal || kind.covariates) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ModelKind family, KindFromName(kind.family));
  ASSIGN_OR_RETURN(model.buying, FitModel(family, histories, order.options_of(TitleOf(kind))));
  return absl::OkStatus();
}

absl::Status TellSeason(const FitOrder& order, FittedModel& model) {
  if (model.season) return absl::OkStatus();
  const Candidate kind{.family = std::string(NameOf(KindOf(model.buying.model))), .seasonal = true};
  const auto fit = FitSeasonOn(kind, order);
  if (absl::IsUnavailable(fit.status()) || absl::IsCancelled(fit.status())) return fit.status();
  if (fit.ok()) model.season = {.months = fit->season, .identified = fit->identified()};
  model.warnings.push_back(WhyNoSeason(fit.status(), model));
  return absl::OkStatus();
}

absl::Status TellCovariates(const FitOrder& order, FittedModel& model) {
  if (model.UsesCovariates()) return absl::OkStatus();
  const ModelKind family = KindOf(model.buying.model);
  const Candidate kind{.family = std::string(NameOf(HasCovariates(family) ? family : ModelKind::kBgNbd)),
                       .covariates = true};
  auto fit = FitCovariatesOn(kind, order, model);
  if (absl::IsCancelled(fit.status())) return fit.status();
  model.warnings.push_back(WhyNoCovariates(fit.status(), model));
  if (fit.ok()) {
    model.covariates->fit = *std::move(fit);
  } else {
    model.covariates.reset();
  }
  return absl::OkStatus();
}

}  // namespace bestand::scoring
