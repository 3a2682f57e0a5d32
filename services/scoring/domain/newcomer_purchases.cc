#include "services/scoring/domain/newcomer_purchases.h"

#include "common/error/error.h"

namespace bestand::scoring {

// Between whole days that count evenly: the month of a season is no whole number of them.
absl::StatusOr<double> NewcomerPurchases::Between(int32_t first_day, int32_t until_day) {
  const SeasonalClock& clock = models_.front().model.clock;
  const double days = clock.Exact(until_day) - clock.Exact(first_day);
  if (days <= 0) return 0.;
  const auto whole = static_cast<int32_t>(days);
  ASSIGN_OR_RETURN(const double low, WithinDays(whole));
  if (days == whole) return low;
  ASSIGN_OR_RETURN(const double high, WithinDays(whole + 1));
  return low + (days - whole) * (high - low);
}

absl::StatusOr<double> NewcomerPurchases::WithinDays(int32_t days) {
  if (days == 0) return 0.;
  const auto known = by_days_.find(days);
  if (known != by_days_.end()) return known->second;
  ASSIGN_OR_RETURN(const double expected, Within({.weeks = days / kDaysPerWeek}));
  by_days_[days] = expected;
  return expected;
}

absl::StatusOr<double> NewcomerPurchases::Within(const Horizon& horizon) const {
  double expected = 0;
  for (const ModelShare& share : models_) {
    ASSIGN_OR_RETURN(const double one, ExpectedPurchasesOfNewcomer(share.model.model, horizon));
    expected += share.part * one;
  }
  return expected;
}

}  // namespace bestand::scoring
