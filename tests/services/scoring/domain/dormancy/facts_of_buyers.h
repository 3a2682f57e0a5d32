#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/scoring/domain/dormancy_report.h"
#include "services/scoring/domain/fit.h"
#include "tests/services/scoring/domain/dormancy/buyers.h"

namespace bestand::scoring {

// Customers as they were seen on a day.
struct Seen {
  std::vector<DormancyFacts> facts;
  std::vector<int32_t> repeats, recency, age, actual;
  int days = 0;

  HistoryColumns History() const { return {repeats, recency, age}; }
  DormancyCohort Cohort() const { return {facts, actual, days}; }
};

inline int MonthNumber(int32_t day) {
  const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + day;
  return static_cast<int>(date.year()) * 12 + date.month();
}

// The sufficient statistics as customer-profile reckons them.
inline Behaviour BehaviourOf(std::span<const BuyersDay> days) {
  Behaviour behaviour;
  const int32_t first = days.front().day, last = days.back().day;
  for (size_t i = 0; i < days.size(); ++i) {
    const bool earlier = 2 * (days[i].day - first) <= last - first;
    const int64_t value = std::llround(days[i].value * 100);
    behaviour.items += days[i].items;
    behaviour.earlier_items += earlier ? days[i].items : 0;
    behaviour.earlier_value_minor += earlier ? value : 0;
    const int back = MonthNumber(last) - MonthNumber(days[i].day);
    if (back < 63) behaviour.bought_months |= int64_t{1} << back;
    if (i > 0) behaviour.log_gaps_milli += std::llround(1000 * std::log(days[i].day - days[i - 1].day));
  }
  return behaviour;
}

inline DormancyFacts FactsOf(std::span<const BuyersDay> days, int32_t today) {
  DormancyFacts facts{.purchase_days = static_cast<int>(days.size()),
                      .recency_days = days.back().day - days.front().day,
                      .age_days = today - days.front().day,
                      .last_day = days.back().day,
                      .behaviour = BehaviourOf(days)};
  double total = 0;
  for (const BuyersDay& day : days) {
    total += day.value;
    if (day.day == days.front().day) continue;
    const bool earlier = 2 * (day.day - days.front().day) <= facts.recency_days;
    ++(earlier ? facts.purchases_first_half : facts.purchases_second_half);
  }
  facts.total_value_minor = std::llround(total * 100);
  return facts;
}

// What is known on `today`, and what they do until `end`.
inline Seen SeeOn(const Buyers& buyers, int32_t today, int32_t end) {
  Seen seen{.days = end - today};
  for (const std::vector<BuyersDay>& days : buyers) {
    const auto now = std::ranges::upper_bound(days, today, {}, &BuyersDay::day);
    if (now == days.begin()) continue;
    const std::span<const BuyersDay> past(days.begin(), now);
    seen.facts.push_back(FactsOf(past, today));
    seen.repeats.push_back(static_cast<int32_t>(past.size()) - 1);
    seen.recency.push_back(seen.facts.back().recency_days);
    seen.age.push_back(seen.facts.back().age_days);
    seen.actual.push_back(static_cast<int32_t>(
        std::count_if(now, days.end(), [&](const BuyersDay& day) { return day.day <= end; })));
  }
  return seen;
}

inline PurchaseModel FitOn(ModelKind kind, const Seen& seen) {
  return FitModel(kind, *Compress(seen.History()), {})->model;
}

}  // namespace bestand::scoring
