#pragma once

#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// Never leaves: the baseline of the diagnostics. Source: Ehrenberg, Applied Statistics 8 (1959).
struct Nbd {
  double r, alpha;

  operator PurchaseModel() const { return {ModelKind::kNbd, {r, alpha}}; }  // NOLINT: it is one
  static const ModelFamily& Family();
};

}  // namespace bestand::scoring
