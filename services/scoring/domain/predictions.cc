#include "services/scoring/domain/predictions.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "common/error/error.h"
#include "services/scoring/domain/model_terms.h"
#include "services/scoring/domain/purchase_integral.h"

namespace bestand::scoring {
namespace {

std::array<double, 4> Padded(const PurchaseModel& model) {
  std::array<double, 4> padded{};
  const auto listed = ParametersOf(model);
  std::copy(listed.begin(), listed.end(), padded.begin());
  return padded;
}

// Calls `answer` with the terms of the model.
template <class Answer>
double WithTerms(const PurchaseModel& model, const Answer& answer) {
  switch (KindOf(model)) {
    case ModelKind::kBgNbd:
      return answer(BgNbdTerms<double>(Padded(model)));
    case ModelKind::kMbgNbd:
      return answer(MbgNbdTerms<double>(Padded(model)));
    case ModelKind::kParetoNbd:
      return answer(ParetoNbdTerms<double>(Padded(model)));
    case ModelKind::kNbd:
      break;
  }
  return answer(NbdTerms<double>(Padded(model)));
}

// ln(U + exp(passed) G) of a history seen at `age` instead of at its own age.
template <class Terms>
double LogWeights(const Terms& terms, const PurchaseHistory& h, double age) {
  const double passed =
      terms.Exponent(h.repeats, terms.LogsAt(age)) - terms.Exponent(h.repeats, terms.LogsAt(h.recency_weeks));
  return LogAliveOrGone(terms.AliveWeight(h.repeats, age), terms.GoneWeight(h.repeats, h.recency_weeks),
                        passed);
}

// ln L without K(x), which is the same for all ages.
template <class Terms>
double LogLikelihoodAt(const Terms& terms, const PurchaseHistory& h, double age) {
  return LogWeights(terms, h, age) - terms.Exponent(h.repeats, terms.LogsAt(age));
}

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
  return WithTerms(
      model, [&](const auto& terms) { return std::min(1., std::exp(-LogWeights(terms, h, h.age_weeks))); });
}

double Purchases(const PurchaseModel& model, const PurchaseHistory& h, const Horizon& horizon) {
  PurchaseIntegral integral(model, h.repeats);
  return integral.Over({0, horizon.weeks, horizon.weekly_discount}, h.age_weeks);
}

}  // namespace

double WeeklyDiscount(double annual_discount) { return std::log1p(annual_discount) / kWeeksPerYear; }

absl::StatusOr<double> LogLikelihood(const PurchaseModel& model, const PurchaseHistory& history) {
  RETURN_IF_ERROR(Check(model, history));
  return WithTerms(model, [&](const auto& terms) {
    return terms.Constant(history.repeats) + LogLikelihoodAt(terms, history, history.age_weeks);
  });
}

absl::StatusOr<double> ProbabilityAlive(const PurchaseModel& model, const PurchaseHistory& history) {
  RETURN_IF_ERROR(Check(model, history));
  return Alive(model, history);
}

absl::StatusOr<double> ProbabilityOfNoPurchase(const PurchaseModel& model, const PurchaseHistory& history,
                                               double weeks) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckNumber("weeks", weeks, false));
  const double age = history.age_weeks;
  return WithTerms(model, [&](const auto& terms) {
    const double log_ratio =
        LogLikelihoodAt(terms, history, age + weeks) - LogLikelihoodAt(terms, history, age);
    return std::min(1., std::exp(log_ratio));
  });
}

absl::StatusOr<double> ExpectedPurchases(const PurchaseModel& model, const PurchaseHistory& history,
                                         const Horizon& horizon) {
  RETURN_IF_ERROR(Check(model, history));
  RETURN_IF_ERROR(CheckHorizon(horizon));
  return Alive(model, history) * Purchases(model, history, horizon);
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
