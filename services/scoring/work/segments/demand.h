#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "services/scoring/work/segments/customer_table.h"
#include "services/scoring/work/segments/product_table.h"

namespace bestand::scoring {

// Adds what each customer spent in each product group, and the group most was spent in on the first purchase
// day. `seen` is called with each basket read. Fails as ReadBaskets.
absl::Status AddSpending(const LineReading& reading, const ProductTable& products,
                         absl::FunctionRef<absl::Status(const Basket&)> seen, CustomerTable& customers);

// Whose demand to look at.
struct DemandQuery {
  const CustomerTable& customers;
  std::span<const int32_t> segment_of;   // of each customer
  std::span<const int32_t> segment_ids;  // ascending
};

// Returns the trends of all groups and products with enough purchases, of all customers together (segment 0)
// and of each segment: by segment, groups before products, then those that surely move most first, by the end
// of the interval that is nearer to 0. Adjusted for their number within each such list. A customer's day with
// a product counts once, and so does one with a group. Weeks end with the reading's day; memory is 4 bytes a
// product, segment and week, 104 at most. Fails as ReadBaskets.
absl::StatusOr<std::vector<TrendRow>> FindTrends(const LineReading& reading, const ProductTable& products,
                                                 const DemandQuery& query,
                                                 absl::FunctionRef<absl::Status(const Basket&)> seen);

}  // namespace bestand::scoring
