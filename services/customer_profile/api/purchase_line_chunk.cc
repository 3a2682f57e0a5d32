#include "services/customer_profile/api/purchase_line_chunk.h"

#include "common/error/error.h"

namespace bestand::customer_profile {
namespace {

constexpr size_t kFullBytes = 200'000;
// The longest that the numbers of one line, and tag and length of a text, can be on the wire.
constexpr size_t kLineBytes = 5 + 5 + 5 + 10 + 10;
constexpr size_t kRefusalBytes = 5 + 5;
constexpr size_t kTextBytes = 3;

}  // namespace

absl::Status LineChunks::TakeCustomer(std::string_view customer_id, int bucket) {
  RETURN_IF_ERROR(SendWhenFull());
  customer_id_ = customer_id;
  chunk_.set_bucket(bucket);
  AddCustomer();
  return absl::OkStatus();
}

absl::Status LineChunks::TakeRefused(std::string_view product_id) {
  chunk_.add_refusing_customer_indexes(chunk_.customer_ids_size() - 1);
  chunk_.add_refused_product_indexes(ProductAt(product_id));
  bytes_ += kRefusalBytes;
  return absl::OkStatus();
}

absl::Status LineChunks::TakeLine(const BulkLine& line) {
  RETURN_IF_ERROR(SendWhenFull());
  if (chunk_.customer_ids_size() == 0) AddCustomer();
  chunk_.add_customer_indexes(chunk_.customer_ids_size() - 1);
  chunk_.add_product_indexes(ProductAt(line.product_id));
  chunk_.add_days(static_cast<int32_t>(line.day));
  chunk_.add_quantities(line.quantity);
  chunk_.add_values_minor(line.value_minor);
  bytes_ += kLineBytes;
  return absl::OkStatus();
}

absl::Status LineChunks::Finish() {
  return chunk_.customer_ids_size() == 0 ? absl::OkStatus() : send_(chunk_);
}

void LineChunks::AddCustomer() {
  chunk_.add_customer_ids(customer_id_);
  bytes_ += customer_id_.size() + kTextBytes;
}

int32_t LineChunks::ProductAt(std::string_view product_id) {
  const auto [at, added] = products_.try_emplace(std::string(product_id), chunk_.product_ids_size());
  if (added) {
    chunk_.add_product_ids(at->first);
    bytes_ += product_id.size() + kTextBytes;
  }
  return at->second;
}

absl::Status LineChunks::SendWhenFull() {
  if (bytes_ < kFullBytes) return absl::OkStatus();
  const int32_t bucket = chunk_.bucket();
  RETURN_IF_ERROR(send_(chunk_));
  chunk_.Clear();
  chunk_.set_bucket(bucket);
  products_.clear();
  bytes_ = 0;
  return absl::OkStatus();
}

}  // namespace bestand::customer_profile
