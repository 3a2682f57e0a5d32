#pragma once

#include "bestand/scoring/v1/model_report_service.pb.h"
#include "services/scoring/work/fitted_model.h"

namespace bestand::scoring {

v1::ModelReport ToWire(const FittedModel& model, const ModelReport& report);

}  // namespace bestand::scoring
