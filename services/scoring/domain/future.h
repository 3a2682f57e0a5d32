#pragma once

#include "absl/status/statusor.h"
#include "services/scoring/domain/predictions.h"

namespace bestand::scoring {

// What is known of the time between T, where the history ends, and a date to come.
enum class Until {
  kWhatever,  // nothing: the mean over all that the customer may do until then
  kSilence,   // that no purchase comes until then
};

// A date `weeks` >= 0 after T.
struct FutureDate {
  double weeks;
  Until until = Until::kWhatever;
};

// Returns the probability to be still a customer at the date. After silence it is that of the history seen
// later. Where customers leave at any time, silence speaks for having left: it gives less than whatever
// happens. Where they leave with a purchase, (M)BG, silence is also a time without a chance to leave, and may
// give more. Fails as ProbabilityAlive, and with MODEL_PARAMETER_INVALID (fact `parameter`: "date") on a date
// before T.
absl::StatusOr<double> ProbabilityAliveAt(const PurchaseModel& model, const PurchaseHistory& history,
                                          const FutureDate& date);

// Returns the expected purchases in the horizon that begins at the date, discounted to the date. Over all
// dates one after another the ones whatever happens add up to ExpectedPurchases of the whole time. Fails as
// ExpectedPurchases and ProbabilityAliveAt.
absl::StatusOr<double> ExpectedPurchasesFrom(const PurchaseModel& model, const PurchaseHistory& history,
                                             const FutureDate& date, const Horizon& horizon);

// Returns the continuous rate a week that equals `annual_discount` a year, as WeeklyDiscount does. Fails with
// MODEL_PARAMETER_INVALID (fact `parameter`: "annual_discount") unless it is 0 to 10, which is 1000 %: money
// to come is never worth more than money now, and below -100 % there is no rate.
absl::StatusOr<double> CheckedWeeklyDiscount(double annual_discount);

}  // namespace bestand::scoring
