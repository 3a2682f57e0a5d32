#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/scoring/work/segments/purchase_lines.h"

namespace bestand::scoring {

struct BasketLine {
  int32_t product;  // as the lookup numbered it
  int64_t value_minor;
};

// What a customer bought on one day; returns and what came for nothing are left out.
struct Basket {
  std::string_view customer_id;
  int32_t day;
  std::span<const BasketLine> lines;  // at least one
};

// Which lines to read, and how their products are numbered.
struct BasketQuery {
  int32_t until_day;
  std::string currency;                                    // of all lines, checked
  absl::FunctionRef<int32_t(const std::string&)> product;  // below 0: the line is left out
};

// Shows all baskets, customer by customer and day by day. Ends with the first failure of `take`. Fails with
// CURRENCY_MIXED, and as PurchaseLineSource.
absl::Status ReadBaskets(PurchaseLineSource& source, const BasketQuery& query,
                         absl::FunctionRef<absl::Status(const Basket&)> take);

}  // namespace bestand::scoring
