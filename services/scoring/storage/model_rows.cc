#include "services/scoring/storage/model_rows.h"

#include <algorithm>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

using storage::Param;
using storage::Row;

template <typename Bin, typename Number>
std::vector<Number> Column(const std::vector<Bin>& bins, Number Bin::*member) {
  std::vector<Number> column;
  for (const Bin& bin : bins) column.push_back(bin.*member);
  return column;
}

GammaGammaFit SpendingOf(const FittedModel& model) { return model.spending_fit.value_or(GammaGammaFit{}); }

void Append(const FittedModel& model, std::vector<Param>& params) {
  const GammaGammaFit spending = SpendingOf(model);
  params.push_back(
      {"value_parameters", std::vector{model.spending.p, model.spending.q, model.spending.gamma}});
  params.push_back({"value_fitted", model.spending_fit.has_value()});
  params.push_back({"value_errors", spending.standard_errors});
  params.push_back({"value_log_covariance", spending.log_covariance});
  params.push_back({"value_log_likelihood", spending.log_likelihood});
  params.push_back({"value_correlation", model.spending_correlation});
  params.push_back({"median_repeats", model.yardstick.median_customer.repeats});
  params.push_back({"median_recency_weeks", model.yardstick.median_customer.recency_weeks});
  params.push_back({"median_age_weeks", model.yardstick.median_customer.age_weeks});
  params.push_back({"typical_gap_days", model.yardstick.typical_gap_days});
  params.push_back({"horizon_days", model.yardstick.horizon_days});
  params.push_back({"choice", model.choice});
}

void ReadBuying(const Row& row, ModelFit& fit) {
  fit.standard_errors = row.Reals(10);
  fit.log_covariance = row.Reals(11);
  fit.log_likelihood = row.Real(12);
  fit.dropout_identified = row.Bool(13);
  fit.customers = row.Int(6);
  fit.repeat_buyers = row.Int(7);
}

void ReadSpending(const Row& row, FittedModel& model) {
  const std::vector<double> values = row.Reals(14);
  if (values.size() == 3) model.spending = {values[0], values[1], values[2]};
  model.spending_correlation = row.Real(19);
  if (!row.Bool(15)) return;
  model.spending_fit = GammaGammaFit{.model = model.spending,
                                     .standard_errors = row.Reals(16),
                                     .log_covariance = row.Reals(17),
                                     .log_likelihood = row.Real(18),
                                     .mean_exists = true,
                                     .frequency_correlation = row.Real(19)};
}

void ReadRest(const Row& row, FittedModel& model) {
  model.yardstick.median_customer = {static_cast<int>(row.Int(20)), row.Real(21), row.Real(22)};
  model.yardstick.typical_gap_days = row.Real(23);
  model.yardstick.horizon_days = row.Real(24);
  model.fit_ms = row.Real(25);
  model.warnings = row.Texts(26);
  model.active = row.Bool(27);
  model.choice = row.Text(28);
}

}  // namespace

std::vector<Param> ParamsOf(const FittedModel& model) {
  const ModelFit& buying = model.buying;
  std::vector<Param> params = {{"id", model.id},
                               {"create_time", model.create_time},
                               {"family_name", NameOf(KindOf(buying.model))},
                               {"currency", model.currency.code},
                               {"minor_per_unit", model.currency.minor_per_unit},
                               {"as_of_day", model.as_of_day},
                               {"customers", buying.customers},
                               {"repeat_buyers", buying.repeat_buyers},
                               {"distinct_histories", model.distinct_histories},
                               {"parameters", ParametersOf(buying.model)},
                               {"standard_errors", buying.standard_errors},
                               {"log_covariance", buying.log_covariance},
                               {"log_likelihood", buying.log_likelihood},
                               {"dropout_identified", buying.dropout_identified},
                               {"fit_ms", model.fit_ms},
                               {"warnings", model.warnings}};
  Append(model, params);
  return params;
}

std::vector<Param> ParamsOf(const std::string& model_id, const HoldOutReport& report) {
  const Diagnostics& measured = report.diagnostics;
  return {{"model_id", model_id},
          {"calibration_end_day", report.calibration_end_day},
          {"holdout_end_day", report.holdout_end_day},
          {"actual_purchases", measured.actual_purchases},
          {"expected_purchases", measured.expected_purchases},
          {"mean_absolute_error", measured.mean_absolute_error},
          {"auc", measured.auc},
          {"baseline_auc", measured.baseline_auc},
          {"brier", measured.brier},
          {"baseline_brier", measured.baseline_brier},
          {"log_score", report.log_score},
          {"frequency_repeats", Column(measured.by_frequency, &FrequencyBin::repeats)},
          {"frequency_customers", Column(measured.by_frequency, &FrequencyBin::customers)},
          {"frequency_expected", Column(measured.by_frequency, &FrequencyBin::expected)},
          {"frequency_actual", Column(measured.by_frequency, &FrequencyBin::actual)},
          {"calibration_customers", Column(measured.calibration, &CalibrationBin::customers)},
          {"calibration_predicted", Column(measured.calibration, &CalibrationBin::predicted)},
          {"calibration_actual", Column(measured.calibration, &CalibrationBin::actual)}};
}

std::vector<Param> ParamsOf(const std::string& model_id, int place, const Candidate& candidate) {
  return {{"model_id", model_id},
          {"place", place},
          {"family", candidate.family},
          {"state", static_cast<int>(candidate.state)},
          {"failure", candidate.failure},
          {"chosen", candidate.chosen},
          {"log_score", candidate.log_score},
          {"behind", candidate.behind},
          {"behind_error", candidate.behind_error},
          {"auc", candidate.auc},
          {"brier", candidate.brier},
          {"expected_purchases", candidate.expected_purchases},
          {"mean_absolute_error", candidate.mean_absolute_error},
          {"log_likelihood", candidate.log_likelihood},
          {"seasonal", candidate.seasonal},
          {"covariates", candidate.covariates}};
}

std::vector<Param> ParamsOf(const std::string& model_id, const FittedSeason& season) {
  return {{"model_id", model_id},
          {"months", std::vector<double>(season.months.month.begin(), season.months.month.end())},
          {"identified", season.identified},
          {"used", season.used}};
}

FittedSeason ToSeason(const Row& row) {
  FittedSeason season{.identified = row.Bool(1), .used = row.Bool(2)};
  const std::vector<double> months = row.Reals(0);
  std::copy_n(months.begin(), std::min(months.size(), season.months.month.size()),
              season.months.month.begin());
  return season;
}

Candidate ToCandidate(const Row& row) {
  return {.family = std::string(row.Text(0)),
          .state = static_cast<CandidateState>(row.Int(1)),
          .failure = std::string(row.Text(2)),
          .chosen = row.Bool(3),
          .log_score = row.Real(4),
          .behind = row.Real(5),
          .behind_error = row.Real(6),
          .auc = row.Real(7),
          .brier = row.Real(8),
          .expected_purchases = row.Real(9),
          .mean_absolute_error = row.Real(10),
          .log_likelihood = row.Real(11),
          .seasonal = row.Bool(12),
          .covariates = row.Bool(13)};
}

absl::StatusOr<FittedModel> ToFittedModel(const Row& row) {
  FittedModel model{.id = std::string(row.Text(0)),
                    .create_time = row.Time(1),
                    .currency = {std::string(row.Text(3)), static_cast<int32_t>(row.Int(4))},
                    .as_of_day = static_cast<int32_t>(row.Int(5)),
                    .distinct_histories = row.Int(8)};
  ASSIGN_OR_RETURN(const ModelKind family, KindFromName(row.Text(2)));
  ASSIGN_OR_RETURN(model.buying.model, MakeModel(family, row.Reals(9)));
  ReadBuying(row, model.buying);
  ReadSpending(row, model);
  ReadRest(row, model);
  return model;
}

HoldOutReport ToHoldOut(const Row& row) {
  HoldOutReport report{.calibration_end_day = static_cast<int32_t>(row.Int(0)),
                       .holdout_end_day = static_cast<int32_t>(row.Int(1)),
                       .log_score = row.Real(9)};
  report.diagnostics = {.expected_purchases = row.Real(3),
                        .actual_purchases = row.Real(2),
                        .mean_absolute_error = row.Real(4),
                        .auc = row.Real(5),
                        .baseline_auc = row.Real(6),
                        .brier = row.Real(7),
                        .baseline_brier = row.Real(8)};
  const std::vector<int64_t> repeats = row.Ints(10), bought = row.Ints(11), customers = row.Ints(14);
  const std::vector<double> expected = row.Reals(12), actual = row.Reals(13);
  for (size_t i = 0; i < repeats.size(); ++i) {
    report.diagnostics.by_frequency.push_back(
        {static_cast<int>(repeats[i]), bought[i], expected[i], actual[i]});
    report.diagnostics.customers += bought[i];
  }
  const std::vector<double> predicted = row.Reals(15), share = row.Reals(16);
  for (size_t i = 0; i < customers.size(); ++i) {
    report.diagnostics.calibration.push_back({customers[i], predicted[i], share[i]});
  }
  return report;
}

}  // namespace bestand::scoring
