#pragma once

#include <vector>

#include "services/scoring/domain/model_kind.h"

namespace bestand::scoring {

class ModelFamily;  // see models/model_family.h

// A buying model: its family and its parameters in the order of ParameterNames. Time is in weeks; every
// parameter is > 0 and finite.
struct PurchaseModel {
  ModelKind kind{};
  std::vector<double> parameters;
};

}  // namespace bestand::scoring
