#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/scoring/domain/products/purchase_table.h"
#include "services/scoring/work/products/bought_line_source.h"

namespace bestand::scoring {

// All lines of one customer.
struct CustomerLines {
  std::string customer_id;
  std::vector<ItemLine> lines;
  std::vector<uint32_t> refused;  // items the customer never wants, in any order
};

// Makes whole customers of chunks, in which a customer may end and go on. One thread at a time.
class CustomerGatherer {
 public:
  // The number of a product; none for one that does not count, whose lines are left out.
  using ItemOf = std::function<std::optional<uint32_t>(const std::string& product_id)>;
  // Shown each customer whole; a failure ends the gathering and is returned.
  using Show = std::function<absl::Status(const CustomerLines&)>;

  CustomerGatherer(ItemOf item_of, Show show) : item_of_(std::move(item_of)), show_(std::move(show)) {}

  absl::Status Take(const BoughtLineChunk& chunk);

  // Shows the last customer.
  absl::Status Finish();

 private:
  absl::Status Begin(const std::string& customer_id);

  ItemOf item_of_;
  Show show_;
  bool open_ = false;
  CustomerLines customer_;
};

}  // namespace bestand::scoring
