#include "services/scoring/work/dormancies.h"

#include <algorithm>
#include <cmath>

#include "common/error/error.h"

namespace bestand::scoring {
namespace {

std::string Days(double days) {
  const auto whole = std::llround(days);
  return std::to_string(whole) + (whole == 1 ? " day" : " days");
}

std::string Purchases(int count) {
  return std::to_string(count) + (count == 1 ? " purchase day" : " purchase days");
}

std::string ExplainSilence(const CustomerDormancy& customer) {
  const bool own_rhythm = customer.score.summary.repeats > 0;
  return std::string(own_rhythm ? "usually every " : "customers usually buy every ") +
         Days(customer.dormancy.own_gap_days) + ", silent for " +
         std::to_string(customer.score.days_silent());
}

std::string ExplainContact(const CustomerDormancy& customer) {
  const int32_t outbound = customer.score.summary.last_outbound_day;
  if (outbound < customer.score.summary.last_day) {
    return "no contact on record since the last purchase " + Days(customer.score.days_silent()) + " ago";
  }
  return "not addressed for " + Days(std::max(customer.score.as_of_day - outbound, 0));
}

}  // namespace

absl::StatusOr<CustomerDormancy> Dormancies::Assess(std::string_view customer_id,
                                                    std::optional<int> horizon_days) const {
  ASSIGN_OR_RETURN(const FoundScore found, reader_.Find(customer_id));
  ASSIGN_OR_RETURN(const auto model, models_.Find(found.set->model_id));
  DormancyYardstick yardstick = model->yardstick;
  yardstick.horizon_days = horizon_days.value_or(found.set->settings.horizon_days);
  ASSIGN_OR_RETURN(Dormancy dormancy,
                   AssessDormancy(model->buying.model, DormancyFactsOf(found.score), yardstick));
  return CustomerDormancy{found.score, std::move(dormancy), yardstick};
}

DormancyFacts DormancyFactsOf(const CustomerScore& score) {
  const Summary& summary = score.summary;
  const int32_t last_contact = std::max(summary.last_outbound_day, summary.last_day);
  return {.purchase_days = summary.repeats + 1,
          .recency_days = summary.last_day - summary.first_day,
          .age_days = score.as_of_day - summary.first_day,
          .purchases_first_half = summary.earlier_repeats,
          .purchases_second_half = summary.repeats - summary.earlier_repeats,
          .days_since_addressed = std::max(score.as_of_day - last_contact, 0)};
}

std::string Explain(DormancyReason reason, const CustomerDormancy& customer) {
  const Summary& summary = customer.score.summary;
  switch (reason) {
    case DormancyReason::kTypicalCustomer:
      return "where the typical customer stands";
    case DormancyReason::kOverdue:
      return ExplainSilence(customer);
    case DormancyReason::kNotAddressed:
      return ExplainContact(customer);
    case DormancyReason::kOneAndDone:
      return "bought once, " + Days(customer.score.days_silent()) + " ago, and never again";
    case DormancyReason::kDeclining:
      return Purchases(summary.earlier_repeats) + " in the earlier half of the relationship, " +
             Purchases(summary.repeats - summary.earlier_repeats) + " in the later";
    case DormancyReason::kEverythingElse:
      break;
  }
  return Purchases(summary.repeats + 1) + " in " + Days(customer.score.as_of_day - summary.first_day) +
         ", beside what the other reasons say";
}

}  // namespace bestand::scoring
