#pragma once

#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// Leaves after each repeat purchase with a chance that differs between customers as Beta(a, b). Rates: gamma
// with shape r and rate alpha (weeks).
// Source: Fader, Hardie, Lee, "Counting Your Customers the Easy Way", Marketing Science 24 (2005).
struct BgNbd {
  double r, alpha, a, b;

  operator PurchaseModel() const { return {ModelKind::kBgNbd, {r, alpha, a, b}}; }  // NOLINT: it is one
  static const ModelFamily& Family();
};

}  // namespace bestand::scoring
