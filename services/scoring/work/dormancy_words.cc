#include "services/scoring/work/dormancy_words.h"

#include <algorithm>
#include <cmath>

namespace bestand::scoring {
namespace {

std::string Count(int64_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string Days(double days) { return Count(std::llround(days), "day"); }

std::string Times(int count) {
  if (count == 1) return "once";
  return count == 2 ? "twice" : std::to_string(count) + " times";
}

std::string Silence(const CustomerDormancy& customer) {
  const bool own_rhythm = customer.score.summary.repeats > 0;
  return std::string(own_rhythm ? "usually every " : "customers usually buy every ") +
         Days(customer.dormancy.own_gap_days) + ", silent for " +
         std::to_string(customer.score.days_silent());
}

std::string NoContact(const CustomerDormancy& customer) {
  const int32_t outbound = customer.score.summary.last_outbound_day;
  if (outbound < customer.score.summary.last_day) {
    return "no contact on record since the last purchase " + Days(customer.score.days_silent()) + " ago";
  }
  return "not addressed for " + Days(std::max(customer.score.as_of_day - outbound, 0));
}

std::string InVain(const CustomerDormancy& customer) {
  return "addressed " + Times(customer.score.summary.behaviour.unanswered_contacts) +
         " since the last purchase " + Days(customer.score.days_silent()) + " ago, without a reaction";
}

std::string InSeason(const CustomerDormancy& customer) {
  const Season season = customer.dormancy.season.value_or(Season{0, 1});
  std::string months = NameOfMonth(season.first_month);
  if (season.months > 1)
    months += std::string(" to ") + NameOfMonth((season.first_month + season.months - 1) % 12);
  return "buys from year to year in " + months + "; silence at other times says nothing";
}

std::string Halves(const CustomerDormancy& customer) {
  const Summary& summary = customer.score.summary;
  return Count(summary.earlier_repeats, "purchase day") + " in the earlier half of the relationship, " +
         Count(summary.repeats - summary.earlier_repeats, "purchase day") + " in the later";
}

// How much less a purchase day came to in the later half, in per cent.
int64_t FallPerCent(double earlier, double all, const Summary& summary) {
  const double earlier_mean = earlier / (1 + summary.earlier_repeats);
  const double later_mean = (all - earlier) / std::max(summary.repeats - summary.earlier_repeats, 1);
  return std::llround(100 * (1 - later_mean / earlier_mean));
}

std::string LowerValue(const Summary& summary) {
  const auto earlier = static_cast<double>(summary.behaviour.earlier_value_minor);
  return "a purchase day brings " +
         std::to_string(FallPerCent(earlier, static_cast<double>(summary.total_value_minor), summary)) +
         " % less than in the earlier half of the relationship";
}

std::string NarrowerBaskets(const Summary& summary) {
  return "baskets hold " +
         std::to_string(FallPerCent(summary.behaviour.earlier_items, summary.behaviour.items, summary)) +
         " % fewer things than in the earlier half of the relationship";
}

std::string Rhythm(const std::string& how, const CustomerDormancy& customer) {
  const auto tenths = std::llround(customer.dormancy.rhythm_shape * 10);
  return how + " (regularity " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) +
         ", 1 is chance), now silent for " + Days(customer.score.days_silent());
}

std::string Complaints(int count) {
  return count == 1 ? "waits for an answer to a complaint" : Count(count, "complaint") + " are open";
}

std::string Rest(const CustomerDormancy& customer) {
  const Summary& summary = customer.score.summary;
  return Count(summary.repeats + 1, "purchase day") + " in " +
         Days(customer.score.as_of_day - summary.first_day) + ", beside what the other reasons say";
}

std::string ExplainTrouble(DormancyReason reason, const CustomerDormancy& customer) {
  const Behaviour& behaviour = customer.score.summary.behaviour;
  switch (reason) {
    case DormancyReason::kLastBasketReturned:
      return std::to_string((behaviour.returned_permille + 5) / 10) + " % of the last basket came back";
    case DormancyReason::kOpenComplaint:
      return Complaints(behaviour.open_complaints);
    case DormancyReason::kAddressedTooOften:
      return "addressed " + Times(behaviour.recent_contacts) + " within 90 days";
    case DormancyReason::kContractEnds:
      return "a contract ends in " + Days(behaviour.contract_end_day - customer.score.as_of_day);
    default:
      return Rest(customer);
  }
}

std::string ExplainHabit(DormancyReason reason, const CustomerDormancy& customer) {
  switch (reason) {
    case DormancyReason::kDeclining:
      return Halves(customer);
    case DormancyReason::kLowerValue:
      return LowerValue(customer.score.summary);
    case DormancyReason::kNarrowerBaskets:
      return NarrowerBaskets(customer.score.summary);
    case DormancyReason::kRegularBuyer:
      return Rhythm("buys like a clock", customer);
    case DormancyReason::kRandomBuyer:
      return Rhythm("buys at random", customer);
    case DormancyReason::kClumpyBuyer:
      return Rhythm("buys in bursts", customer);
    default:
      return ExplainTrouble(reason, customer);
  }
}

}  // namespace

std::string Explain(DormancyReason reason, const CustomerDormancy& customer) {
  switch (reason) {
    case DormancyReason::kTypicalCustomer:
      return "where the typical customer stands";
    case DormancyReason::kOverdue:
      return Silence(customer);
    case DormancyReason::kNotAddressed:
      return NoContact(customer);
    case DormancyReason::kAddressedInVain:
      return InVain(customer);
    case DormancyReason::kSeasonal:
      return InSeason(customer);
    case DormancyReason::kOneAndDone:
      return "bought once, " + Days(customer.score.days_silent()) + " ago, and never again";
    default:
      return ExplainHabit(reason, customer);
  }
}

}  // namespace bestand::scoring
