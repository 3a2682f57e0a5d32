#include "services/scoring/work/contracts/contract_values.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

constexpr double kYears = 5;

struct Valuation {
  int32_t day;
  LifetimeTerms five_years, for_ever;  // periods_per_year is each contract's own
  double margin;
};

int64_t Minor(double periods, const OwnContract& contract, const Valuation& valuation) {
  const double minor = periods * valuation.margin * static_cast<double>(contract.price_minor);
  return std::llround(std::min(minor, 9e18));
}

ContractState StateOn(const ContractTerm& term, int32_t day) {
  if (term.end_day && *term.end_day <= day) return ContractState::kEnded;
  if (term.start_day > day) return ContractState::kNotBegun;
  return term.end_day ? ContractState::kEnding : ContractState::kRunning;
}

LifetimeTerms For(const ContractTerm& term, LifetimeTerms terms) {
  terms.periods_per_year = 12. / term.period_months;
  return terms;
}

// Values a contract that nobody ended by the model of its length of period.
absl::Status Forecast(const SbgFit& fit, const Valuation& valuation, ContractValue& value) {
  const ContractTerm& term = value.contract.term;
  const ContractStanding standing = StandingOn(term, valuation.day);
  const LifetimeTerms five_years = For(term, valuation.five_years), for_ever = For(term, valuation.for_ever);
  ContractForecast forecast{.evidence = fit.evidence,
                            .renewal_probability = RetentionRate(fit.model, standing.renewals + 1),
                            .median_renewals = MedianResidualRenewals(fit.model, standing)};
  ASSIGN_OR_RETURN(const double periods, DiscountedResidualPeriods(fit.model, standing, five_years));
  ASSIGN_OR_RETURN(const double residual, DiscountedResidualPeriods(fit.model, standing, for_ever));
  ASSIGN_OR_RETURN(const auto expected, ExpectedResidualPeriods(fit.model, standing, five_years));
  ASSIGN_OR_RETURN(forecast.expected_periods, ExpectedResidualPeriods(fit.model, standing, for_ever));
  ASSIGN_OR_RETURN(const Ends80 ends, ResidualPeriods80(fit, standing, five_years));
  forecast.expected_periods_60_months = expected.value_or(0);
  const double price = valuation.margin * static_cast<double>(value.contract.price_minor);
  forecast.value_60_months = {ends.low * price, std::min(ends.high * price, 9e18)};
  value.value_60_months_minor = Minor(periods, value.contract, valuation);
  value.residual_value_minor = Minor(residual, value.contract, valuation);
  value.forecast = forecast;
  return absl::OkStatus();
}

absl::StatusOr<ContractValue> Valued(const OwnContract& contract, const ContractModel& model,
                                     const Valuation& valuation) {
  const ContractTerm& term = contract.term;
  ContractValue value{.contract = contract, .state = StateOn(term, valuation.day)};
  const bool ended = value.state == ContractState::kEnded;
  value.renewals = RenewalsThrough(term, ended ? *term.end_day - 1 : valuation.day);
  if (ended) return value;
  const int32_t next = RenewalDay(term, value.renewals + 1);
  if (!term.end_day || next < *term.end_day) value.next_renewal_day = next;
  if (term.end_day) {
    const double five = DiscountedCertainPeriods(term, valuation.day, valuation.five_years);
    const double all = DiscountedCertainPeriods(term, valuation.day, valuation.for_ever);
    value.value_60_months_minor = Minor(five, contract, valuation);
    value.residual_value_minor = Minor(all, contract, valuation);
    return value;
  }
  const PeriodFit* period = model.Find(term.period_months);
  value.valued = period != nullptr && period->fit.has_value();
  if (value.valued) RETURN_IF_ERROR(Forecast(*period->fit, valuation, value));
  return value;
}

absl::Status CheckAsked(const ContractTermsAsked& asked) {
  std::vector<FieldViolation> found;
  if (!(asked.annual_discount >= .0001 && asked.annual_discount <= 10)) {
    found.push_back({"annual_discount_rate", "must be 0.0001 to 10: values for ever need a discount"});
  }
  if (!(asked.margin >= 0 && asked.margin <= 1)) found.push_back({"margin_rate", "must be 0 to 1"});
  return found.empty() ? absl::OkStatus() : InvalidFields(found);
}

absl::StatusOr<ContractualValue> Value(const OwnContracts& own, const ContractModel& model,
                                       const ContractTermsAsked& asked) {
  const Valuation valuation{.day = asked.as_of_day.value_or(model.as_of_day),
                            .five_years = {asked.annual_discount, 1, kYears},
                            .for_ever = {asked.annual_discount, 1, std::nullopt},
                            .margin = asked.margin};
  ContractualValue all{.currency = own.currency.code, .as_of_day = valuation.day};
  for (const OwnContract& contract : own.contracts) {
    ASSIGN_OR_RETURN(ContractValue value, Valued(contract, model, valuation));
    all.value_60_months_minor += value.value_60_months_minor;
    all.residual_value_minor += value.residual_value_minor;
    all.unvalued += value.valued ? 0 : 1;
    all.contracts.push_back(std::move(value));
  }
  return all;
}

// Nothing, and no failure, for who has no score.
absl::StatusOr<std::optional<FoundScore>> MaybeScore(ScoreReader& scores, std::string_view customer_id) {
  auto found = scores.Find(customer_id);
  if (found.ok()) return *std::move(found);
  const std::string reason = ReasonOf(found.status());
  if (reason == "SCORE_UNKNOWN" || reason == "NO_SCORES") return std::nullopt;
  return found.status();
}

absl::Status AddUp(CustomerValueParts& parts) {
  const std::string have = parts.contracts ? parts.contracts->currency : "";
  if (parts.purchases) parts.currency = parts.purchases->set->currency;
  if (parts.currency.empty()) parts.currency = have;
  if (!have.empty() && have != parts.currency) {
    return Failure(absl::StatusCode::kFailedPrecondition, "CURRENCY_MIXED",
                   "The contracts are in " + have + ", the scores in " + parts.currency + "; score anew.",
                   {{"have", have}, {"need", parts.currency}});
  }
  if (parts.purchases) parts.value_60_months_minor += parts.purchases->score.clv_60_months_minor;
  if (parts.contracts) parts.value_60_months_minor += parts.contracts->value_60_months_minor;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ContractualValue> ContractValues::ValueOf(std::string_view customer_id,
                                                         const ContractTermsAsked& asked) const {
  RETURN_IF_ERROR(CheckAsked(asked));
  ASSIGN_OR_RETURN(const ContractModel model, models_.FindNewest());
  ASSIGN_OR_RETURN(const OwnContracts own, source_.ContractsOf(customer_id));
  return Value(own, model, asked);
}

absl::StatusOr<CustomerValueParts> ContractValues::PartsOf(std::string_view customer_id) const {
  CustomerValueParts parts;
  ASSIGN_OR_RETURN(parts.purchases, MaybeScore(scores_, customer_id));
  ASSIGN_OR_RETURN(const OwnContracts own, source_.ContractsOf(customer_id));
  ContractTermsAsked asked;
  if (parts.purchases) {
    const ScoreSettings& settings = parts.purchases->set->settings;
    asked.annual_discount = std::max(settings.annual_discount, .0001);
    asked.margin = settings.margin;
  }
  const auto model = models_.FindNewest();
  if (model.ok()) {
    ASSIGN_OR_RETURN(parts.contracts, Value(own, *model, asked));
  } else if (ReasonOf(model.status()) != "NO_CONTRACT_MODEL") {
    return model.status();
  }
  RETURN_IF_ERROR(AddUp(parts));
  return parts;
}

}  // namespace bestand::scoring
