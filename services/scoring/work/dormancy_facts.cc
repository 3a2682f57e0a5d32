#include "services/scoring/work/dormancy_facts.h"

#include <algorithm>

namespace bestand::scoring {

DormancyFacts DormancyFactsOf(const Summary& summary, int32_t as_of_day) {
  const int32_t last_contact = std::max(summary.last_outbound_day, summary.last_day);
  return {.purchase_days = summary.repeats + 1,
          .recency_days = summary.last_day - summary.first_day,
          .age_days = as_of_day - summary.first_day,
          .purchases_first_half = summary.earlier_repeats,
          .purchases_second_half = summary.repeats - summary.earlier_repeats,
          .days_since_addressed = std::max(as_of_day - last_contact, 0),
          .last_day = summary.last_day,
          .last_outbound_day = summary.last_outbound_day,
          .total_value_minor = summary.total_value_minor,
          .behaviour = summary.behaviour};
}

}  // namespace bestand::scoring
