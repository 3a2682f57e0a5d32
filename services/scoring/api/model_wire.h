#pragma once

#include <optional>

#include "bestand/scoring/v1/model_service.pb.h"
#include "services/scoring/work/fitted_model.h"
#include "services/scoring/work/requests.h"

namespace bestand::scoring {

// The families by their names: BUYING_MODEL_BG_NBD is bg_nbd. Nothing for unspecified and for numbers that
// are no family of this version.
v1::BuyingModel ToWire(ModelKind family);
std::optional<ModelKind> FamilyOf(v1::BuyingModel value);

v1::Model ToWire(const FittedModel& model);
FitRequest FromWire(const v1::FitRequest& request);

}  // namespace bestand::scoring
