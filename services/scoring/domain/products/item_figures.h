#pragma once

#include "services/scoring/domain/products/product_model.h"
#include "services/scoring/domain/products/purchase_table.h"

namespace bestand::scoring {

// Counts each item of the table; what was bought on `recent_day` or later was bought lately.
std::vector<ItemFigures> FiguresOf(const PurchaseTable& table, int32_t recent_day);

}  // namespace bestand::scoring
