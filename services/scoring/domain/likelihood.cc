#include "services/scoring/domain/likelihood.h"

#include "services/scoring/domain/models/model_family.h"

namespace bestand::scoring {

Objective MeanLogLikelihood(ModelKind kind, const LikelihoodData& data) {
  return FamilyOf(kind).MeanLogLikelihood(data);
}

}  // namespace bestand::scoring
