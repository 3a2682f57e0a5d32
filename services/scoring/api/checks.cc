#include "services/scoring/api/checks.h"

#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/score_set_wire.h"
#include "services/scoring/work/hold_out.h"

namespace bestand::scoring {
namespace {

constexpr int64_t kMostCustomers = 1'000'000'000;

template <class Request>
absl::Status CheckName(const Request& request, std::string_view pattern) {
  Violations found;
  found.UnlessName("name", request.name(), pattern);
  return found.ToStatus();
}

template <class Request>
absl::Status CheckCancel(const Request& request, std::string_view pattern) {
  Violations found;
  found.UnlessName("name", request.name(), pattern);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

void CheckFit(const v1::FitRequest& fit, Violations& found) {
  found.Unless(v1::BuyingModel_IsValid(fit.buying_model()), "fit.buying_model", "must be a known model");
  if (fit.has_as_of_date()) UnlessDay("fit.as_of_date", fit.as_of_date(), found);
  if (!fit.has_calibration_end_date()) return;
  UnlessDay("fit.calibration_end_date", fit.calibration_end_date(), found);
  const bool both = fit.has_as_of_date() && IsDay(fit.as_of_date()) && IsDay(fit.calibration_end_date());
  const int32_t days = both ? DayOf(fit.as_of_date()) - DayOf(fit.calibration_end_date()) : 1;
  found.Unless(days >= 1 && days <= kMostHoldOutDays, "fit.calibration_end_date",
               "must lie 1 to 3650 days before fit.as_of_date");
}

void CheckSettings(const v1::ScoringSettings& settings, Violations& found) {
  if (settings.has_as_of_date()) UnlessDay("settings.as_of_date", settings.as_of_date(), found);
  if (settings.has_annual_discount_rate()) {
    found.UnlessInRange("settings.annual_discount_rate", settings.annual_discount_rate(), 0.0, 10.0);
  }
  if (settings.has_margin_rate())
    found.UnlessInRange("settings.margin_rate", settings.margin_rate(), 0.0, 1.0);
  if (settings.has_dormancy_horizon()) {
    UnlessHorizon("settings.dormancy_horizon", settings.dormancy_horizon(), found);
  }
}

bool Covers(const google::type::Money& more, const google::type::Money& less) {
  const auto more_minor = ToMinorUnits(more), less_minor = ToMinorUnits(less);
  return !more_minor.ok() || !less_minor.ok() || *more_minor >= *less_minor;
}

void CheckAssumptions(const v1::PlanAssumptions& assumptions, Violations& found) {
  found.UnlessMoney("assumptions.lifetime_value", assumptions.lifetime_value(), Sign::kPositive);
  found.UnlessMoney("assumptions.first_purchase", assumptions.first_purchase(), Sign::kPositive);
  found.Unless(assumptions.lifetime_value().currency_code() == assumptions.first_purchase().currency_code(),
               "assumptions.first_purchase", "must be in the currency of assumptions.lifetime_value");
  found.Unless(Covers(assumptions.lifetime_value(), assumptions.first_purchase()),
               "assumptions.lifetime_value", "must not be below assumptions.first_purchase");
  found.UnlessInRange("assumptions.years", int64_t{assumptions.years()}, 1, 10);
  found.UnlessInRange("assumptions.customer_count", assumptions.customer_count(), 1, kMostCustomers);
}

}  // namespace

absl::Status Check(const v1::CreateFitJobRequest& request) {
  Violations found;
  CheckFit(request.fit(), found);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::GetFitJobRequest& request) { return CheckName(request, "fitJobs/*"); }
absl::Status Check(const v1::WatchFitJobRequest& request) { return CheckName(request, "fitJobs/*"); }
absl::Status Check(const v1::CancelFitJobRequest& request) { return CheckCancel(request, "fitJobs/*"); }
absl::Status Check(const v1::GetModelRequest& request) { return CheckName(request, "models/*"); }
absl::Status Check(const v1::PromoteModelRequest& request) { return CheckCancel(request, "models/*"); }

absl::Status Check(const v1::ListModelsRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  return found.ToStatus();
}

absl::Status Check(const v1::CreateScoringJobRequest& request) {
  Violations found;
  CheckSettings(request.settings(), found);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::GetScoringJobRequest& request) { return CheckName(request, "scoringJobs/*"); }
absl::Status Check(const v1::WatchScoringJobRequest& request) { return CheckName(request, "scoringJobs/*"); }
absl::Status Check(const v1::CancelScoringJobRequest& request) {
  return CheckCancel(request, "scoringJobs/*");
}

absl::Status Check(const v1::GetScoreRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  if (!request.score_set().empty()) UnlessSetName("score_set", request.score_set(), found);
  return found.ToStatus();
}

absl::Status Check(const v1::BatchGetScoresRequest& request) {
  Violations found;
  found.UnlessBatch("customers", request.customers_size());
  for (int i = 0; i < request.customers_size(); ++i) {
    found.UnlessName(Indexed("customers", i), request.customers(i), "customers/*");
  }
  return found.ToStatus();
}

absl::Status Check(const v1::AssessDormancyRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  if (request.has_horizon()) UnlessHorizon("horizon", request.horizon(), found);
  return found.ToStatus();
}

absl::Status Check(const v1::ListAtRiskRequest& request) {
  Violations found;
  found.UnlessPageSize(request.page_size());
  found.UnlessAtMost("states", request.states_size(), 10);
  for (int i = 0; i < request.states_size(); ++i) {
    found.UnlessKnown(Indexed("states", i), request.states(i), v1::DormancyState_IsValid);
  }
  return found.ToStatus();
}

absl::Status Check(const v1::GetPortfolioRequest& request) {
  Violations found;
  found.UnlessNameOrEmpty("purpose", request.purpose(), "purposes/*");
  return found.ToStatus();
}

absl::Status Check(const v1::PlanPortfolioRequest& request) {
  Violations found;
  if (request.has_assumptions()) CheckAssumptions(request.assumptions(), found);
  if (request.has_return_ratio())
    found.UnlessInRange("return_ratio", int64_t{request.return_ratio()}, 1, 1000);
  found.UnlessNameOrEmpty("purpose", request.purpose(), "purposes/*");
  found.Unless(!request.has_assumptions() || request.purpose().empty(), "purpose",
               "goes with the published scores only; leave it or the assumptions out");
  found.Unless(v1::PlanGrouping_IsValid(request.grouping()), "grouping",
               "must be a grouping this version knows");
  return found.ToStatus();
}

}  // namespace bestand::scoring
