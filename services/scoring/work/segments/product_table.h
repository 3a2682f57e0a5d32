#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/scoring/work/segments/baskets.h"
#include "services/scoring/work/segments/segment_store.h"

namespace bestand::scoring {

// The most bought products, at most kMostGroupedProducts, by id; only they are put into groups and have
// trends.
struct ProductTable {
  std::vector<std::string> ids, names, categories;  // names and categories may be empty
  std::vector<int64_t> baskets;                     // with the product: a customer's day counts once
  std::vector<int32_t> last_group;                  // in the run before; 0: none
  std::vector<int32_t> group;                       // 0: none
  std::vector<ProductGroup> groups;                 // by id
  int32_t next_group_id = 1;
  int64_t all_products = 0;  // bought at all
  int32_t first_day = 0;     // of all purchases

  size_t size() const { return ids.size(); }
  // The row of a product, -1 for one that is not here.
  int32_t Find(const std::string& id) const;
  // The column of a group among `groups`; -1 for 0.
  int GroupColumn(int32_t group_id) const;
};

// What reading the lines needs, and whom to tell about it.
struct LineReading {
  PurchaseLineSource& lines;
  int32_t until_day;
  const std::string& currency;
};

// Shows the baskets of the products in the table, by row.
absl::Status ReadBasketsOf(const ProductTable& products, const LineReading& reading,
                           absl::FunctionRef<absl::Status(const Basket&)> take);

// Returns the most bought products, without names and groups; ties by id. `seen` is called with each basket.
absl::StatusOr<ProductTable> CountProducts(const LineReading& reading,
                                           absl::FunctionRef<absl::Status(const Basket&)> seen);

// Adds names and categories from the catalogue, and the groups of the last run (none at first).
absl::Status NameProducts(AttributeSource& attributes, ProductTable& products);
void AddLastGroups(const std::vector<GroupedProduct>& last, int32_t next_group_id, ProductTable& products);

}  // namespace bestand::scoring
