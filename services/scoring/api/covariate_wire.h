#pragma once

#include "bestand/scoring/v1/model_service.pb.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

v1::Covariates ToWire(const FittedCovariates& covariates);

}  // namespace bestand::scoring
