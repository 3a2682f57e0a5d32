#include "services/scoring/domain/predictions.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/models/model_family.h"

namespace bestand::scoring {
namespace {

absl::Status Check(const PurchaseModel& model, const PurchaseHistory& history) {
  RETURN_IF_ERROR(CheckModel(model));
  return CheckOrder(history);
}

absl::Status CheckNumber(std::string_view name, double number, bool zero_is_fine) {
  if (std::isfinite(number) && (number > 0 || (zero_is_fine && number == 0))) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
                 std::string(name) + " is " + std::to_string(number) +
                     "; send a finite number that is not negative" + (zero_is_fine ? "." : " or 0."),
                 {{"parameter", std::string(name)}});
}

absl::Status CheckHorizon(const Horizon& horizon) {
  RETURN_IF_ERROR(CheckNumber("weeks", horizon.weeks, false));
  return CheckNumber("weekly_discount", horizon.weekly_discount, true);
}

double Alive(const PurchaseModel& model, const PurchaseHistory& h) {
  return FamilyOf(KindOf(model)).Alive(ParametersOf(model), h);
}

}  // namespace

double WeeklyDiscount(double annual_discount) { return std::log1p(annual_discount) / kWeeksPerYear; }

absl::StatusOr<double> LogLikelihood(const PurchaseModel& model, const PurchaseHistory& history) {
  RETURN_IF_ERROR(Check(model, history));
  return FamilyOf(KindOf(model)).LogLikelihood(ParametersOf(model), history);
}

absl::StatusOr<double> ProbabilityAlive(const PurchaseModel& model, const PurchaseHistory& history) {
  RETURN_IF_ERROR(Check(model, history));
  return Alive(model, history);
}

absl::StatusOr<double> ProbabilityOfNoPurchase(const PurchaseModel& model, const PurchaseHistory& history,
                                               double weeks) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckNumber("weeks", weeks, false));
  return std::min(1., std::exp(FamilyOf(KindOf(model)).LogNoPurchase(ParametersOf(model), history, weeks)));
}

absl::StatusOr<double> ExpectedPurchases(const PurchaseModel& model, const PurchaseHistory& history,
                                         const Horizon& horizon) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckHorizon(horizon));
  const Stretch stretch{0, horizon.weeks, horizon.weekly_discount};
  return Alive(model, history) *
         FamilyOf(KindOf(model)).PurchasesOfLiving(ParametersOf(model), history, stretch);
}

absl::StatusOr<double> ExpectedPurchasesOfNewcomer(const PurchaseModel& model, const Horizon& horizon) {
  return ExpectedPurchases(model, {0, 0, 0}, horizon);
}

absl::StatusOr<double> DiscountedResidualPurchases(const PurchaseModel& model, const PurchaseHistory& history,
                                                   double weekly_discount) {
  RETURN_IF_ERROR(CheckNumber("weekly_discount", weekly_discount, false));
  return ExpectedPurchases(model, history, {44 / weekly_discount, weekly_discount});
}

}  // namespace bestand::scoring
