#pragma once

#include "absl/status/statusor.h"
#include "services/scoring/domain/products/ease.h"
#include "services/scoring/domain/products/product_model.h"
#include "services/scoring/domain/products/purchase_table.h"

namespace bestand::scoring {

// How to fit. The defaults were chosen on purchases before 2011-09-01 of Online Retail (see docs/models.md).
struct ProductFitOptions {
  float penalty = 200;           // of EASE^R
  int32_t least_customers = 5;   // an item needs so many to be suggested to others
  uint32_t most_dense = 10'000;  // up to so many such items EASE^R, beyond them cosines
  size_t links = 100;            // kept of an item
  int32_t trend_days = 21;       // what "lately" is, up to and with as_of_day
  RowLimits transitions;         // kept of an item
};

// Fits on all purchases of the table, of which `as_of_day` is the last day or a later one. About n^3
// operations for n <= most_dense items that enough customers bought, 4 n^2 bytes, and as many steps as all
// customers' items squared. Gives the same bits for the same table. An empty table gives a model without
// items. Fails with CANCELLED when `go_on` says so.
absl::StatusOr<ProductModel> FitProducts(const PurchaseTable& table, int32_t as_of_day,
                                         const ProductFitOptions& options, GoOn go_on);

}  // namespace bestand::scoring
