#include "services/scoring/api/model_wire.h"

#include <cmath>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/covariate_wire.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/domain/dormancy/season.h"

namespace bestand::scoring {
namespace {

constexpr char kBuyingModel[] = "BUYING_MODEL_";

struct NamedValues {
  std::vector<std::string_view> names;
  std::vector<double> values;
  std::vector<double> errors;  // may be shorter: 0 then
};

void AddParameters(const NamedValues& from, google::protobuf::RepeatedPtrField<v1::Parameter>& to) {
  for (size_t i = 0; i < from.values.size(); ++i) {
    v1::Parameter& parameter = *to.Add();
    parameter.set_name(std::string(from.names[i]));
    parameter.set_value(from.values[i]);
    const double error = i < from.errors.size() ? from.errors[i] : 0;
    parameter.set_standard_error(std::isfinite(error) ? error : 0);
  }
}

void AddTables(const Diagnostics& measured, v1::HoldOut& wire) {
  for (const FrequencyBin& bin : measured.by_frequency) {
    v1::FrequencyRow& row = *wire.add_frequencies();
    row.set_repeats(bin.repeats);
    row.set_customer_count(bin.customers);
    row.set_actual_mean(bin.actual);
    row.set_expected_mean(bin.expected);
  }
  for (const CalibrationBin& bin : measured.calibration) {
    v1::CalibrationRow& row = *wire.add_calibration();
    row.set_mean_probability(bin.predicted);
    row.set_actual_share(bin.actual);
    row.set_customer_count(bin.customers);
  }
}

void ToWire(const HoldOutReport& report, v1::HoldOut& wire) {
  const Diagnostics& measured = report.diagnostics;
  *wire.mutable_calibration_end_date() = DateOf(report.calibration_end_day);
  *wire.mutable_holdout_end_date() = DateOf(report.holdout_end_day);
  wire.set_actual_purchases(measured.actual_purchases);
  wire.set_expected_purchases(measured.expected_purchases);
  wire.set_mean_absolute_error(measured.mean_absolute_error);
  wire.set_auc(measured.auc);
  wire.set_baseline_auc(measured.baseline_auc);
  wire.set_brier_score(measured.brier);
  wire.set_baseline_brier_score(measured.baseline_brier);
  wire.set_log_score(report.log_score);
  AddTables(measured, wire);
}

void ToWire(const Candidate& candidate, v1::Candidate& wire) {
  wire.set_family(candidate.family);
  wire.set_display_name(TitleOf(candidate));
  wire.set_seasonal(candidate.seasonal);
  wire.set_covariates(candidate.covariates);
  wire.set_state(static_cast<v1::CandidateState>(static_cast<int>(candidate.state) + 1));
  wire.set_failure(candidate.failure);
  wire.set_chosen(candidate.chosen);
  wire.set_log_score(candidate.log_score);
  wire.set_log_score_behind(candidate.behind);
  wire.set_log_score_behind_error(candidate.behind_error);
  wire.set_auc(candidate.auc);
  wire.set_brier_score(candidate.brier);
  wire.set_expected_purchases(candidate.expected_purchases);
  wire.set_mean_absolute_error(candidate.mean_absolute_error);
  wire.set_log_likelihood(candidate.log_likelihood);
}

void ToWire(const FittedSeason& season, v1::Season& wire) {
  wire.set_season_used(season.used);
  wire.set_season_identified(season.identified);
  for (int month = 0; month < 12; ++month) {
    v1::SeasonMonth& row = *wire.add_season_months();
    row.set_month(NameOfMonth(month));
    row.set_multiplier(season.months.month[static_cast<size_t>(month)]);
  }
}

void FillBuying(const FittedModel& model, v1::Model& wire) {
  const ModelKind family = KindOf(model.buying.model);
  wire.set_buying_model(ToWire(family));
  AddParameters({ParameterNames(family), ParametersOf(model.buying.model), model.buying.standard_errors},
                *wire.mutable_buying_parameters());
  wire.set_log_likelihood(model.buying.log_likelihood);
  wire.set_customer_count(model.buying.customers);
  wire.set_repeat_customer_count(model.buying.repeat_buyers);
  wire.set_distinct_history_count(model.distinct_histories);
}

void FillSpending(const FittedModel& model, v1::Model& wire) {
  wire.set_frequency_value_correlation(model.spending_correlation);
  if (!model.spending_fit) return;
  const GammaGamma& spending = model.spending;
  AddParameters(
      {{"p", "q", "gamma"}, {spending.p, spending.q, spending.gamma}, model.spending_fit->standard_errors},
      *wire.mutable_value_parameters());
  wire.set_value_log_likelihood(model.spending_fit->log_likelihood);
}

}  // namespace

v1::BuyingModel ToWire(ModelKind family) {
  v1::BuyingModel value = v1::BUYING_MODEL_UNSPECIFIED;
  v1::BuyingModel_Parse(absl::StrCat(kBuyingModel, absl::AsciiStrToUpper(std::string(NameOf(family)))),
                        &value);
  return value;
}

std::optional<ModelKind> FamilyOf(v1::BuyingModel value) {
  const std::string& name = v1::BuyingModel_Name(value);
  if (name.empty()) return std::nullopt;
  const auto family = KindFromName(absl::AsciiStrToLower(name.substr(sizeof(kBuyingModel) - 1)));
  return family.ok() ? std::optional(*family) : std::nullopt;
}

v1::Model ToWire(const FittedModel& model) {
  v1::Model wire;
  wire.set_name("models/" + model.id);
  FillBuying(model, wire);
  FillSpending(model, wire);
  wire.set_currency_code(model.currency.code);
  *wire.mutable_as_of_date() = DateOf(model.as_of_day);
  if (model.hold_out) ToWire(*model.hold_out, *wire.mutable_hold_out());
  if (model.season) ToWire(*model.season, *wire.mutable_season());
  if (model.covariates) *wire.mutable_covariates() = ToWire(*model.covariates);
  for (const Candidate& candidate : model.candidates) ToWire(candidate, *wire.add_candidates());
  wire.set_choice_reason(model.choice);
  for (const std::string& warning : model.warnings) wire.add_warnings(warning);
  *wire.mutable_create_time() = ToTimestamp(model.create_time);
  wire.set_fit_duration_ms(model.fit_ms);
  wire.set_active(model.active);
  return wire;
}

FitRequest FromWire(const v1::FitRequest& wire) {
  FitRequest request;
  request.family = FamilyOf(wire.buying_model());
  if (wire.has_as_of_date()) request.as_of_day = DayOf(wire.as_of_date());
  if (wire.has_calibration_end_date()) request.calibration_end_day = DayOf(wire.calibration_end_date());
  request.seasonal = wire.seasonal();
  request.covariates = wire.covariates();
  return request;
}

}  // namespace bestand::scoring
