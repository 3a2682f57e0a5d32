#include "services/scoring/api/covariate_wire.h"

#include <vector>

#include "services/scoring/work/covariate_words.h"

namespace bestand::scoring {
namespace {

using Column = std::vector<double>;

// Adds the effect of a column where the family has effects of this name.
void AddEffect(const char* name, size_t column, const Column& effects, const Column& errors,
               v1::CovariateEffect& wire) {
  if (column >= effects.size() || column >= errors.size()) return;
  v1::Parameter& effect = *wire.add_effects();
  effect.set_name(name);
  effect.set_value(effects[column]);
  effect.set_standard_error(errors[column]);
}

void ToWire(const FittedCovariates& covariates, size_t column, v1::CovariateEffect& wire) {
  const CovariateColumn& known = covariates.coding.columns()[column];
  const EffectInWords effect = Explain(covariates, column);
  wire.set_trait(known.trait);
  wire.set_value(known.value);
  wire.set_customer_count(known.customers);
  wire.set_times_as_often(effect.times_as_often);
  wire.set_times_as_often_low(effect.low);
  wire.set_times_as_often_high(effect.high);
  wire.set_times_as_easily_leaving(effect.times_as_easily_leaving);
  wire.set_explanation(effect.words);
  const CovariateFit& fit = covariates.fit;
  AddEffect("rate", column, fit.rate_effects, fit.rate_errors, wire);
  AddEffect("leaving", column, fit.leaving_effects, fit.leaving_errors, wire);
  AddEffect("staying", column, fit.staying_effects, fit.staying_errors, wire);
}

}  // namespace

v1::Covariates ToWire(const FittedCovariates& covariates) {
  v1::Covariates wire;
  wire.set_covariates_used(covariates.used);
  wire.set_reference_kind(covariates.coding.reference().kind);
  wire.set_reference_country(covariates.coding.reference().country);
  for (size_t column = 0; column < covariates.coding.columns().size(); ++column) {
    ToWire(covariates, column, *wire.add_covariate_effects());
  }
  return wire;
}

}  // namespace bestand::scoring
