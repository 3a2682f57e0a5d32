#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace bestand::customer_profile {

// Which lines to stream.
struct LineOrder {
  std::optional<int64_t> as_of;             // only lines up to and on this day, since 1970-01-01
  int first_bucket = 0, end_bucket = 1024;  // without customer_ids
  std::vector<std::string> customer_ids;    // only these; unknown ones are left out
};

// One line of a purchase or a return.
struct BulkLine {
  std::string_view product_id;
  int64_t day = 0;       // since 1970-01-01, in the company's time zone
  int64_t quantity = 0;  // negative for a return
  int64_t value_minor = 0;
};

// Takes customers one after the other, each with what it never wants and then its lines by day. The first
// failure ends the stream.
class LineSink {
 public:
  virtual ~LineSink() = default;

  virtual absl::Status TakeCustomer(std::string_view customer_id, int bucket) = 0;
  virtual absl::Status TakeRefused(std::string_view product_id) = 0;
  virtual absl::Status TakeLine(const BulkLine& line) = 0;
};

// Knows all purchase lines. Threads may share it.
class PurchaseLineStore {
 public:
  virtual ~PurchaseLineStore() = default;

  // Shows the customers with lines by bucket and id, or those asked for by id, in bounded memory: some
  // hundred customers are read together, and a session is held while these are shown. Fails with
  // DATABASE_AWAY, DATABASE_BUSY and DATABASE_TIMEOUT as the database does, and as the sink does.
  virtual absl::Status Stream(const LineOrder& order, LineSink& sink) = 0;
};

}  // namespace bestand::customer_profile
