#include "services/scoring/api/score_wire.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "common/validate/names.h"
#include "common/validate/wire_values.h"
#include "services/scoring/api/day_wire.h"
#include "services/scoring/work/dormancy_words.h"

namespace bestand::scoring {
namespace {

void FillMoney(const CustomerScore& score, const std::string& currency, v1::Score& wire) {
  *wire.mutable_expected_purchase_value() = ToMoney(score.purchase_value_minor, currency);
  *wire.mutable_lifetime_value_12_months() = ToMoney(score.clv_12_months_minor, currency);
  *wire.mutable_lifetime_value_60_months() = ToMoney(score.clv_60_months_minor, currency);
  *wire.mutable_lifetime_value_60_months_low() = ToMoney(score.clv_60_low_minor, currency);
  *wire.mutable_lifetime_value_60_months_high() = ToMoney(score.clv_60_high_minor, currency);
  *wire.mutable_revenue_so_far() = ToMoney(score.summary.total_value_minor, currency);
  *wire.mutable_value_at_risk() = ToMoney(score.value_at_risk_minor, currency);
}

std::string CodeOf(DormancyReason reason) {
  return std::string(reason == DormancyReason::kEverythingElse ? "BASE" : NameOf(reason));
}

void FillReasons(const CustomerDormancy& customer, v1::AssessDormancyResponse& wire) {
  std::vector<DormancyTerm> terms = customer.dormancy.terms;
  std::stable_sort(terms.begin(), terms.end(), [](const DormancyTerm& one, const DormancyTerm& other) {
    return std::abs(one.log_odds) > std::abs(other.log_odds);
  });
  for (const DormancyTerm& term : terms) {
    if (term.reason == DormancyReason::kTypicalCustomer) {
      wire.set_cohort_log_odds(term.log_odds);
      continue;
    }
    v1::DormancyReason& reason = *wire.add_reasons();
    reason.set_code(CodeOf(term.reason));
    reason.set_explanation(Explain(term.reason, customer));
    reason.set_log_odds(term.log_odds);
  }
  double sum = wire.cohort_log_odds();
  for (const v1::DormancyReason& reason : wire.reasons()) sum += reason.log_odds();
  wire.set_log_odds(sum);
}

}  // namespace

v1::DormancyState ToWire(DormancyState state) {
  return static_cast<v1::DormancyState>(static_cast<int>(state) + 1);
}

void ToWire(const ScoreSet& set, const CustomerScore& score, absl::Duration lifetime, v1::Score& wire) {
  wire.set_customer(CustomerName(score.summary.customer_id));
  wire.set_model("models/" + set.model_id);
  wire.set_alive_probability(score.alive);
  wire.set_purchase_probability(score.buys_again);
  *wire.mutable_dormancy_horizon() = DurationOfDays(set.settings.horizon_days);
  wire.set_expected_purchases_12_months(score.expected_12_months);
  FillMoney(score, set.currency, wire);
  wire.set_dormancy_state(ToWire(score.state));
  wire.set_days_since_purchase(score.days_silent());
  *wire.mutable_as_of_date() = DateOf(score.as_of_day);
  *wire.mutable_create_time() = ToTimestamp(score.create_time);
  *wire.mutable_expire_time() = ToTimestamp(score.create_time + lifetime);
  wire.set_mean_gap_days(score.mean_gap_days());
}

void ToWire(const CustomerDormancy& customer, v1::AssessDormancyResponse& wire) {
  const CustomerScore& score = customer.score;
  wire.set_customer(CustomerName(score.summary.customer_id));
  wire.set_state(ToWire(customer.dormancy.state));
  wire.set_purchase_probability(customer.dormancy.buys_again);
  wire.set_alive_probability(customer.dormancy.alive);
  FillReasons(customer, wire);
  wire.set_days_since_purchase(score.days_silent());
  wire.set_mean_gap_days(score.mean_gap_days());
  const int32_t outbound = score.summary.last_outbound_day;
  wire.set_days_since_addressed(outbound < 0 ? -1 : std::max(score.as_of_day - outbound, 0));
}

ScoringRequest FromWire(const v1::ScoringSettings& settings) {
  ScoringRequest request;
  if (settings.has_as_of_date()) request.as_of_day = DayOf(settings.as_of_date());
  if (settings.has_annual_discount_rate()) request.annual_discount = settings.annual_discount_rate();
  if (settings.has_margin_rate()) request.margin = settings.margin_rate();
  if (settings.has_dormancy_horizon()) request.horizon_days = HorizonDays(settings.dormancy_horizon());
  return request;
}

std::vector<DormancyState> StatesOf(const v1::ListAtRiskRequest& request) {
  if (request.states().empty()) return {DormancyState::kCooling, DormancyState::kDormant};
  std::set<DormancyState> states;
  for (const int state : request.states()) states.insert(static_cast<DormancyState>(state - 1));
  return {states.begin(), states.end()};
}

}  // namespace bestand::scoring
