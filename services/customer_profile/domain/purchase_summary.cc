#include "services/customer_profile/domain/purchase_summary.h"

#include <algorithm>

namespace bestand::customer_profile {

PurchaseSummary Summarise(std::span<const PurchaseDay> days) {
  PurchaseSummary summary;
  for (const PurchaseDay& day : days) {
    summary.total_value_minor += day.value_minor;
    if (summary.first_day.has_value()) summary.repeat_value_minor += day.value_minor;
    if (!IsPurchaseDay(day)) continue;
    if (summary.first_day.has_value()) ++summary.repeats;
    if (!summary.first_day.has_value()) summary.first_day = day.day;
    summary.last_day = day.day;
  }
  summary.repeat_value_minor = std::max<int64_t>(summary.repeat_value_minor, 0);
  for (const PurchaseDay& day : days) {
    const bool repeat = IsPurchaseDay(day) && day.day > *summary.first_day;
    if (repeat && 2 * (day.day - *summary.first_day) <= *summary.last_day - *summary.first_day) {
      ++summary.earlier_repeats;
    }
  }
  return summary;
}

BulkSummary SummariseWindow(std::span<const PurchaseDay> days, const SummaryWindow& window) {
  const auto first_after = [&](int64_t last) {
    return std::partition_point(days.begin(), days.end(),
                                [&](const PurchaseDay& day) { return day.day <= last; });
  };
  const auto end = window.as_of.has_value() ? first_after(*window.as_of) : days.end();
  BulkSummary bulk;
  bulk.summary = Summarise({days.begin(), end});
  if (window.holdout_until.has_value()) {
    const auto holdout_end = std::max(end, first_after(*window.holdout_until));
    bulk.holdout_repeats = std::count_if(end, holdout_end, IsPurchaseDay);
  }
  return bulk;
}

}  // namespace bestand::customer_profile
