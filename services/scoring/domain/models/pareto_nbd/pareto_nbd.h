#pragma once

#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// Leaves at any time, at a rate that differs between customers as a gamma distribution with shape s
// and rate beta (weeks).
// Source: Schmittlein, Morrison, Colombo, Management Science 33 (1987); Fader, Hardie, "A Note on
// Deriving the Pareto/NBD Model and Related Expressions" (2005).
struct ParetoNbd {
  double r, alpha, s, beta;

  operator PurchaseModel() const {
    return {ModelKind::kParetoNbd, {r, alpha, s, beta}};
  }  // NOLINT: it is one
  static const ModelFamily& Family();
};

}  // namespace bestand::scoring
