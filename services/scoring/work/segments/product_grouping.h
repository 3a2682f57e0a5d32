#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/scoring/work/segments/product_table.h"

namespace bestand::scoring {

// Puts the products into groups. Where products of at least half of the baskets have a category in the
// catalogue, the 12 most bought categories are the groups; else they are found by what is bought together
// (GroupProducts) and named by their products' words (NameGroups). Groups of the run before keep id and name.
// `seen` is called with each basket read. Fails as ReadBaskets.
absl::Status GroupTheProducts(const LineReading& reading, const std::vector<ProductGroup>& last,
                              absl::FunctionRef<absl::Status(const Basket&)> seen, ProductTable& products);

}  // namespace bestand::scoring
