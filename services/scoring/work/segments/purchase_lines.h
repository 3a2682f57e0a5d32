#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace bestand::scoring {

// A chunk of purchase lines in columns; lines of one customer follow each other by day.
struct LineChunk {
  std::vector<std::string> customer_ids, product_ids;  // those of this chunk
  std::vector<int32_t> customer_indexes;               // whose each line is; never falls
  std::vector<int32_t> product_indexes;                // what it is about
  std::vector<int32_t> days;                           // counted from 1970-01-01
  std::vector<int64_t> quantities, values_minor;       // negative for returns
  std::string currency;
};

// The purchase lines of all customers. Threads may share it.
class PurchaseLineSource {
 public:
  virtual ~PurchaseLineSource() = default;

  // Shows all lines up to and on a day, customer by customer and day by day; a customer may go on in the next
  // chunk. Ends with the first failure of `take`. Fails with SERVICE_AWAY.
  virtual absl::Status StreamLines(int32_t until_day,
                                   absl::FunctionRef<absl::Status(const LineChunk&)> take) = 0;
};

struct CatalogueProduct {
  std::string id, name;
  std::string category;  // its attribute `category`; empty without one
};

struct CustomerAttributes {
  std::string id;
  std::string kind;     // "PERSON", "COMPANY" or ""
  std::string country;  // "" while unknown
};

// What is known of products and customers apart from purchases. Threads may share it.
class AttributeSource {
 public:
  virtual ~AttributeSource() = default;

  // Shows all products, or customers, each once, by id. Fails with SERVICE_AWAY.
  virtual absl::Status StreamProducts(absl::FunctionRef<absl::Status(const CatalogueProduct&)> take) = 0;
  virtual absl::Status StreamCustomers(absl::FunctionRef<absl::Status(const CustomerAttributes&)> take) = 0;
};

}  // namespace bestand::scoring
