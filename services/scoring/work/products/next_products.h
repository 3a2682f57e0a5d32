#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/scoring/work/products/bought_line_source.h"
#include "services/scoring/work/products/product_keeper.h"

namespace bestand::scoring {

struct ListSizes {
  size_t again = 10, fresh = 10;
};

// What is suggested to one customer, with the model whose items it names.
struct CustomerSuggestions {
  std::string customer_id;
  Suggestions suggestions;
  std::shared_ptr<const LoadedProducts> products;
};

// Suggests products to customers with the model in force and their purchases of this moment. Today is the
// model's last day, or that of the customer's last purchase when it is later. Threads may share it.
class NextProducts {
 public:
  NextProducts(BoughtLineSource& source, ProductKeeper& keeper) : source_(source), keeper_(keeper) {}

  // Fails with NO_PRODUCT_MODEL, CUSTOMER_UNKNOWN (fact `customer`), and as BoughtLineSource.
  absl::StatusOr<CustomerSuggestions> Suggest(const std::string& customer_id, const ListSizes& sizes);

  // Shows the suggestions for all customers with lines in a range of buckets, all with the same model. Ends
  // with the first failure of `take`. Fails as Suggest does.
  absl::Status Stream(const BoughtLineQuery& query, const ListSizes& sizes,
                      absl::FunctionRef<absl::Status(const CustomerSuggestions&)> take);

 private:
  BoughtLineSource& source_;
  ProductKeeper& keeper_;
};

}  // namespace bestand::scoring
