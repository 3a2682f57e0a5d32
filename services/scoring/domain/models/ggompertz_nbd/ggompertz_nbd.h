#pragma once

#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// Leaves at any time, at a rate eta b e^(b t) that rises with the time t since the first purchase (Gompertz);
// eta differs between customers as a gamma distribution with shape s and rate beta, b is per week. The chance
// to be there still at t is (beta / (beta - 1 + e^(b t)))^s. With b, beta -> 0 at the same pace it is
// Pareto/NBD with beta / b for its beta: where the data say that (CDNOW does), only the likelihood and the
// predictions are identified, not b and beta.
// Source: Bemmaor, Glady, "Modeling Purchasing Behavior with Sudden 'Death'", Management Science 58 (2012).
struct GgompertzNbd {
  double r, alpha, b, s, beta;

  operator PurchaseModel() const {  // NOLINT: it is one
    return {ModelKind::kGgompertzNbd, {r, alpha, b, s, beta}};
  }
  static const ModelFamily& Family();
};

}  // namespace bestand::scoring
