#include "services/scoring/work/covariate_words.h"

#include <cctype>
#include <cmath>
#include <iomanip>
#include <limits>
#include <sstream>

namespace bestand::scoring {
namespace {

constexpr double kNormal95 = 1.959963984540054;  // 97.5 % quantile of the normal distribution

// Who has a level of a trait, in the middle of a sentence.
std::string Who(const std::string& trait, const std::string& value) {
  if (trait == "country") {
    if (value.empty()) return "customers whose country is not known";
    return value == "*" ? "customers from other countries" : "customers from " + value;
  }
  if (value == "COMPANY") return "companies";
  if (value == "PERSON") return "private persons";
  return value.empty() ? "customers of unknown kind" : "customers of other kinds";
}

std::string Fixed(double number) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(2) << number;
  return out.str();
}

std::string Sentence(const FittedCovariates& covariates, const CovariateColumn& column,
                     const EffectInWords& effect) {
  const Traits& reference = covariates.coding.reference();
  std::string who = Who(column.trait, column.value);
  who[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(who[0])));
  const bool sure = effect.low > 1 || effect.high < 1;
  return who + " buy " + Fixed(effect.times_as_often) + " times as often as " +
         Who(column.trait, column.trait == "kind" ? reference.kind : reference.country) +
         " (95 %: " + Fixed(effect.low) + " to " + Fixed(effect.high) +
         (sure ? ")" : "; chance may explain it)") + ", and leave " + Fixed(effect.times_as_easily_leaving) +
         " times as easily.";
}

}  // namespace

EffectInWords Explain(const FittedCovariates& covariates, size_t column) {
  const CovariateFit& fit = covariates.fit;
  const double rate = fit.rate_effects[column], error = fit.rate_errors[column];
  const double half = std::isfinite(error) ? kNormal95 * error : std::numeric_limits<double>::infinity();
  const double staying = fit.staying_effects.empty() ? 0 : fit.staying_effects[column];
  EffectInWords effect{.times_as_often = std::exp(rate),
                       .low = std::exp(rate - half),
                       .high = std::exp(rate + half),
                       .times_as_easily_leaving = std::exp(fit.leaving_effects[column] - staying)};
  effect.words = Sentence(covariates, covariates.coding.columns()[column], effect);
  return effect;
}

}  // namespace bestand::scoring
