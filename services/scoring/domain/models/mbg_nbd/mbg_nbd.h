#pragma once

#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// As BG/NBD, but may leave right after the first purchase too.
// Source: Batislam, Denizel, Filiztekin, Int. J. of Research in Marketing 24 (2007).
struct MbgNbd {
  double r, alpha, a, b;

  operator PurchaseModel() const { return {ModelKind::kMbgNbd, {r, alpha, a, b}}; }  // NOLINT: it is one
  static const ModelFamily& Family();
};

}  // namespace bestand::scoring
