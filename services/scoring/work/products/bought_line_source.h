#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace bestand::scoring {

// Purchase lines in columns: position i of each column of lines belongs to the same line. Days are counted
// from 1970-01-01.
struct BoughtLineChunk {
  std::vector<std::string> customer_ids;
  std::vector<std::string> product_ids;
  std::vector<int32_t> customers;  // of each line, a position in customer_ids; never falls
  std::vector<int32_t> products;   // of each line, a position in product_ids
  std::vector<int32_t> days;
  std::vector<int64_t> quantities;  // negative for a return
  std::vector<int32_t> refusing;    // who never wants a product, positions in customer_ids
  std::vector<int32_t> refused;     // what they never want, positions in product_ids
  int bucket = 0;                   // of the last customer: all buckets before it are complete
};

struct BoughtLineQuery {
  std::optional<int32_t> as_of_day;       // only lines up to and on this day
  int first_bucket = 0;                   // 0 to 1023
  int end_bucket = 1024;                  // the one behind the last
  std::vector<std::string> customer_ids;  // only these, 1 to 1000; then the buckets do not count
};

// The purchase lines of all customers. Threads may share it.
class BoughtLineSource {
 public:
  virtual ~BoughtLineSource() = default;

  // Shows the lines of customers, one customer after the other; one with very many lines goes on in the next
  // chunk. Customers asked for that are unknown are left out, the others are there even without lines. Ends
  // with the first failure of `take`. Fails with SERVICE_AWAY.
  virtual absl::Status Stream(const BoughtLineQuery& query,
                              absl::FunctionRef<absl::Status(const BoughtLineChunk&)> take) = 0;

  // Returns what all products are called, by id. Fails with SERVICE_AWAY.
  virtual absl::StatusOr<std::unordered_map<std::string, std::string>> ProductNames() = 0;
};

}  // namespace bestand::scoring
