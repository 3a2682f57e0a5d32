#include "services/scoring/domain/contracts/sbg.h"

#include <cmath>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "services/scoring/domain/contracts/renewals.h"
#include "services/scoring/domain/hypergeometric.h"
#include "services/scoring/domain/special.h"

namespace bestand::scoring {
namespace {

constexpr int kLongest = 100'000;  // renewals that the median looks ahead

// How many further periods begin within the horizon.
int PeriodsWithin(const ContractStanding& standing, const LifetimeTerms& terms) {
  const double room = *terms.horizon_years * terms.periods_per_year - standing.periods_to_renewal;
  // An exact number of periods must not lose its last one to rounding.
  return room < 0 ? 0 : static_cast<int>(std::floor(room - 1e-9)) + 1;
}

// The sum of the first `periods` further periods, the first of them at weight `step`^`wait`.
double SumOfPeriods(const Sbg& model, const ContractStanding& standing, double step, int periods) {
  double sum = 0, weight = std::pow(step, standing.periods_to_renewal);
  for (int j = 1; j <= periods && weight > 1e-18 * sum; ++j) {
    weight *= RetentionRate(model, standing.renewals + j);
    sum += weight;
    weight *= step;
  }
  return sum;
}

double StepOf(const LifetimeTerms& terms) {
  return std::exp(-std::log1p(terms.annual_discount) / terms.periods_per_year);
}

absl::Status CheckTerms(const LifetimeTerms& terms) {
  std::vector<FieldViolation> found;
  if (!(terms.annual_discount >= 0 && terms.annual_discount <= 10)) {
    found.push_back({"annual_discount_rate", "must be 0 to 10"});
  }
  if (!(terms.periods_per_year > 0 && terms.periods_per_year <= 366)) {
    found.push_back({"periods_per_year", "must be above 0 and at most 366"});
  }
  if (terms.horizon_years && !(*terms.horizon_years >= 0 && *terms.horizon_years <= 200)) {
    found.push_back({"horizon", "must be 0 to 200 years"});
  }
  return found.empty() ? absl::OkStatus() : InvalidFields(found);
}

}  // namespace

absl::Status CheckModel(const Sbg& model) {
  for (const auto& [name, value] : {std::pair("alpha", model.alpha), {"beta", model.beta}}) {
    if (value > 0 && std::isfinite(value)) continue;
    return Failure(
        absl::StatusCode::kInvalidArgument, "MODEL_PARAMETER_INVALID",
        "Parameter " + std::string(name) + " is " + std::to_string(value) + "; send a finite number > 0.",
        {{"parameter", name}});
  }
  return absl::OkStatus();
}

absl::Status CheckLifetime(const Sbg& model, const ContractStanding& standing, const LifetimeTerms& terms) {
  RETURN_IF_ERROR(CheckModel(model));
  RETURN_IF_ERROR(CheckTerms(terms));
  const bool stands = standing.renewals >= 0 && standing.renewals <= kMostRenewals &&
                      standing.periods_to_renewal >= 0 && std::isfinite(standing.periods_to_renewal);
  if (stands) return absl::OkStatus();
  return Failure(absl::StatusCode::kInvalidArgument, "HISTORY_OUT_OF_ORDER",
                 "A contract renewed " + std::to_string(standing.renewals) + " times, due in " +
                     std::to_string(standing.periods_to_renewal) + " periods, cannot be.");
}

double RetentionRate(const Sbg& model, int renewal) {
  const double stayed = model.beta + (renewal - 1);
  return stayed / (model.alpha + stayed);
}

double Survival(const Sbg& model, int renewals) {
  return std::exp(LogRising(model.beta, renewals) - LogRising(model.alpha + model.beta, renewals));
}

absl::StatusOr<double> DiscountedResidualPeriods(const Sbg& model, const ContractStanding& standing,
                                                 const LifetimeTerms& terms) {
  RETURN_IF_ERROR(CheckLifetime(model, standing, terms));
  const double step = StepOf(terms);
  if (terms.horizon_years) return SumOfPeriods(model, standing, step, PeriodsWithin(standing, terms));
  if (terms.annual_discount < .0001) {
    return InvalidFields({{"annual_discount_rate", "must be at least 0.0001 without a horizon"}});
  }
  const double b = model.beta + standing.renewals + 1, c = model.alpha + b;
  return std::pow(step, standing.periods_to_renewal) * RetentionRate(model, standing.renewals + 1) *
         HypergeometricOne(b, c, step);
}

absl::StatusOr<std::optional<double>> ExpectedResidualPeriods(const Sbg& model,
                                                              const ContractStanding& standing,
                                                              const LifetimeTerms& terms) {
  RETURN_IF_ERROR(CheckLifetime(model, standing, terms));
  if (terms.horizon_years) return SumOfPeriods(model, standing, 1, PeriodsWithin(standing, terms));
  if (model.alpha <= 1) return std::nullopt;
  return (model.beta + standing.renewals) / (model.alpha - 1);
}

int MedianResidualRenewals(const Sbg& model, const ContractStanding& standing) {
  double there = 1;
  for (int j = 1; j < kLongest; ++j) {
    there *= RetentionRate(model, standing.renewals + j);
    if (there <= .5) return j;
  }
  return kLongest;
}

}  // namespace bestand::scoring
