#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

std::vector<ModelFit> FittedModel::Fits() const {
  if (!UsesCovariates()) return {buying};
  std::vector<ModelFit> fits;
  for (size_t group = 0; group < covariates->coding.groups(); ++group) {
    fits.push_back(FitFor(covariates->fit, covariates->coding.ValuesOf(group)));
  }
  return fits;
}

std::vector<SeasonalModel> FittedModel::Models() const {
  const SeasonalClock clock = Clock();
  std::vector<SeasonalModel> models;
  for (ModelFit& fit : Fits()) models.emplace_back(std::move(fit.model), clock);
  return models;
}

}  // namespace bestand::scoring
