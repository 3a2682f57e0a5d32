#pragma once

#include "bestand/scoring/v1/model_service.pb.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/requests.h"

namespace bestand::scoring {

v1::Model ToWire(const FittedModel& model);
FitRequest FromWire(const v1::FitRequest& request);

}  // namespace bestand::scoring
