#include "services/scoring/api/contract_value_wire.h"

#include <cmath>

#include "common/validate/violations.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/api/job_wire.h"

namespace bestand::scoring {
namespace {

constexpr char kJobs[] = "contractFitJobs/*";
constexpr int kRetentionsShown = 10;

template <class Request>
absl::Status CheckJobName(const Request& request) {
  Violations found;
  found.UnlessName("name", request.name(), kJobs);
  return found.ToStatus();
}

google::type::Money Money(double minor, const std::string& currency) {
  return ToMoney(std::llround(minor), currency);
}

// 0 of the proto stands for no fit.
v1::RenewalEvidence ToWire(RenewalEvidence evidence) {
  return static_cast<v1::RenewalEvidence>(static_cast<int>(evidence) + 1);
}

void ToWire(const PeriodFit& period, v1::PeriodModel& wire) {
  wire.set_period_months(period.period_months);
  wire.set_contract_count(period.contracts);
  wire.set_renewal_count(period.renewed);
  wire.set_left_count(period.left);
  if (!period.fit) return;
  wire.set_evidence(ToWire(period.fit->evidence));
  wire.set_alpha(period.fit->model.alpha);
  wire.set_beta(period.fit->model.beta);
  wire.set_alpha_error(period.fit->standard_errors[0]);
  wire.set_beta_error(period.fit->standard_errors[1]);
  wire.set_log_likelihood(period.fit->log_likelihood);
  for (int k = 1; k <= kRetentionsShown; ++k) {
    wire.add_retention_rates(RetentionRate(period.fit->model, k));
  }
}

void ToWire(const ContractForecast& forecast, const std::string& currency, v1::ContractValue& wire) {
  wire.set_renewal_probability(forecast.renewal_probability);
  wire.set_expected_periods_60_months(forecast.expected_periods_60_months);
  if (forecast.expected_periods) wire.set_expected_periods(*forecast.expected_periods);
  wire.set_median_renewals(forecast.median_renewals);
  *wire.mutable_value_60_months_low() = Money(forecast.value_60_months.low, currency);
  *wire.mutable_value_60_months_high() = Money(forecast.value_60_months.high, currency);
  wire.set_evidence(ToWire(forecast.evidence));
}

void ToWire(const ContractValue& value, const std::string& currency, v1::ContractValue& wire) {
  wire.set_contract(value.contract.name);
  wire.set_product(value.contract.product);
  wire.set_state(static_cast<v1::ContractState>(value.state));
  wire.set_period_months(value.contract.term.period_months);
  *wire.mutable_price() = ToMoney(value.contract.price_minor, currency);
  wire.set_renewal_count(value.renewals);
  if (value.next_renewal_day) *wire.mutable_next_renewal_date() = DateOf(*value.next_renewal_day);
  if (value.forecast) ToWire(*value.forecast, currency, wire);
  if (!value.valued) return;
  *wire.mutable_value_60_months() = ToMoney(value.value_60_months_minor, currency);
  *wire.mutable_residual_value() = ToMoney(value.residual_value_minor, currency);
}

}  // namespace

absl::Status Check(const v1::CreateContractFitJobRequest& request) {
  Violations found;
  if (request.has_as_of_date()) UnlessDay("as_of_date", request.as_of_date(), found);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::GetContractFitJobRequest& request) { return CheckJobName(request); }
absl::Status Check(const v1::WatchContractFitJobRequest& request) { return CheckJobName(request); }

absl::Status Check(const v1::CancelContractFitJobRequest& request) {
  Violations found;
  found.UnlessName("name", request.name(), kJobs);
  found.UnlessUuid("request_id", request.request_id());
  return found.ToStatus();
}

absl::Status Check(const v1::GetContractualValueRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  if (request.has_as_of_date()) UnlessDay("as_of_date", request.as_of_date(), found);
  if (request.has_annual_discount_rate()) {
    found.UnlessInRange("annual_discount_rate", request.annual_discount_rate(), .0001, 10);
  }
  if (request.has_margin_rate()) found.UnlessInRange("margin_rate", request.margin_rate(), 0, 1);
  return found.ToStatus();
}

absl::Status Check(const v1::GetCustomerValueRequest& request) {
  Violations found;
  found.UnlessName("customer", request.customer(), "customers/*");
  return found.ToStatus();
}

ContractFitRequest FromWire(const v1::CreateContractFitJobRequest& request) {
  if (!request.has_as_of_date()) return {};
  return {.as_of_day = DayOf(request.as_of_date())};
}

ContractTermsAsked FromWire(const v1::GetContractualValueRequest& request) {
  ContractTermsAsked asked;
  if (request.has_as_of_date()) asked.as_of_day = DayOf(request.as_of_date());
  if (request.has_annual_discount_rate()) asked.annual_discount = request.annual_discount_rate();
  if (request.has_margin_rate()) asked.margin = request.margin_rate();
  return asked;
}

void ToWire(const jobs::Job& job, v1::ContractFitJob& wire) {
  wire.set_name("contractFitJobs/" + job.id);
  ToWire(job, *wire.mutable_status());
}

void ToWire(const ContractModel& model, v1::GetContractModelResponse& wire) {
  for (const PeriodFit& period : model.periods) ToWire(period, *wire.add_periods());
  *wire.mutable_as_of_date() = DateOf(model.as_of_day);
  *wire.mutable_create_time() = ToTimestamp(model.create_time);
}

void ToWire(const ContractualValue& value, v1::GetContractualValueResponse& wire) {
  *wire.mutable_as_of_date() = DateOf(value.as_of_day);
  wire.set_unvalued_count(static_cast<int32_t>(value.unvalued));
  for (const ContractValue& contract : value.contracts) {
    ToWire(contract, value.currency, *wire.add_contracts());
  }
  if (value.contracts.empty()) return;  // without a price there is no currency
  *wire.mutable_value_60_months() = ToMoney(value.value_60_months_minor, value.currency);
  *wire.mutable_residual_value() = ToMoney(value.residual_value_minor, value.currency);
}

void ToWire(const CustomerValueParts& parts, v1::GetCustomerValueResponse& wire) {
  if (parts.purchases) {
    *wire.mutable_purchase_value_60_months() =
        ToMoney(parts.purchases->score.clv_60_months_minor, parts.currency);
    *wire.mutable_purchase_as_of_date() = DateOf(parts.purchases->score.as_of_day);
  }
  if (parts.contracts) {
    if (!parts.currency.empty()) {
      *wire.mutable_contract_value_60_months() =
          ToMoney(parts.contracts->value_60_months_minor, parts.currency);
    }
    *wire.mutable_contract_as_of_date() = DateOf(parts.contracts->as_of_day);
    wire.set_unvalued_contract_count(static_cast<int32_t>(parts.contracts->unvalued));
    for (const ContractValue& contract : parts.contracts->contracts) {
      ToWire(contract, parts.currency, *wire.add_contracts());
    }
  }
  if (!parts.currency.empty()) {
    *wire.mutable_value_60_months() = ToMoney(parts.value_60_months_minor, parts.currency);
  }
}

}  // namespace bestand::scoring
