#pragma once

#include "services/scoring/domain/purchase_model.h"

namespace bestand::scoring {

// As BG/NBD, but the times between purchases are Erlang-k with the customer's rate: k = 1 is BG/NBD, larger
// ones are more regular; a customer buys every k / rate weeks on average. k is a whole number from 1 to 8,
// found by the likelihood of (x, t_x): see regular_buying.h for what it leaves out. Source: Platzer,
// Reutterer, "Incorporating Regularity into Models of Noncontractual Customer-Firm Relationships" (2017).
struct BgCnbdK {
  double k, r, alpha, a, b;

  operator PurchaseModel() const { return {ModelKind::kBgCnbdK, {k, r, alpha, a, b}}; }  // NOLINT: it is one
  static const ModelFamily& Family();
};

}  // namespace bestand::scoring
