#include "services/scoring/domain/future.h"

#include <cmath>
#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/models/model_family.h"

namespace bestand::scoring {
namespace {

absl::Status OutOfRange(std::string_view parameter, double value, std::string_view what) {
  return Failure(
      absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
      std::string(parameter) + " is " + std::to_string(value) + "; send " + std::string(what) + ".",
      {{"parameter", std::string(parameter)}});
}

absl::Status CheckDate(const FutureDate& date) {
  if (date.weeks >= 0 && std::isfinite(date.weeks)) return absl::OkStatus();
  return OutOfRange("date", date.weeks, "weeks after the history's end, finite and not negative");
}

PurchaseHistory SilentUntil(const FutureDate& date, const PurchaseHistory& history) {
  return {history.repeats, history.recency_weeks, history.age_weeks + date.weeks};
}

}  // namespace

absl::StatusOr<double> ProbabilityAliveAt(const PurchaseModel& model, const PurchaseHistory& history,
                                          const FutureDate& date) {
  RETURN_IF_ERROR(CheckDate(date));
  if (date.until == Until::kSilence) return ProbabilityAlive(model, SilentUntil(date, history));
  ASSIGN_OR_RETURN(const double alive, ProbabilityAlive(model, history));
  if (date.weeks == 0) return alive;
  return alive * FamilyOf(KindOf(model)).Stays(ParametersOf(model), history, date.weeks);
}

absl::StatusOr<double> ExpectedPurchasesFrom(const PurchaseModel& model, const PurchaseHistory& history,
                                             const FutureDate& date, const Horizon& horizon) {
  RETURN_IF_ERROR(CheckDate(date));
  if (date.until == Until::kSilence) return ExpectedPurchases(model, SilentUntil(date, history), horizon);
  ASSIGN_OR_RETURN(const double at_once, ExpectedPurchases(model, history, horizon));
  if (date.weeks == 0) return at_once;
  ASSIGN_OR_RETURN(const double alive, ProbabilityAlive(model, history));
  const Stretch stretch{date.weeks, date.weeks + horizon.weeks, horizon.weekly_discount};
  return alive * std::exp(horizon.weekly_discount * date.weeks) *
         FamilyOf(KindOf(model)).PurchasesOfLiving(ParametersOf(model), history, stretch);
}

absl::StatusOr<double> CheckedWeeklyDiscount(double annual_discount) {
  if (annual_discount >= 0 && annual_discount <= 10) return WeeklyDiscount(annual_discount);
  return OutOfRange("annual_discount", annual_discount, "a rate a year of 0 to 10, such as 0.1 for 10 %");
}

}  // namespace bestand::scoring
