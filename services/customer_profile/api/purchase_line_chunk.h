#pragma once

#include <functional>
#include <string>
#include <unordered_map>

#include "bestand/customer_profile/v1/purchase_line_service.pb.h"
#include "services/customer_profile/domain/purchase_lines.h"

namespace bestand::customer_profile {

// Gathers lines in chunks of at most about 200 kB and sends each. One thread at a time.
class LineChunks : public LineSink {
 public:
  // `send` may keep nothing of the chunk it is shown; its failure is returned by the call that filled it.
  using Send = std::function<absl::Status(v1::StreamPurchaseLinesResponse&)>;
  explicit LineChunks(Send send) : send_(std::move(send)) {}

  absl::Status TakeCustomer(std::string_view customer_id, int bucket) override;
  absl::Status TakeRefused(std::string_view product_id) override;
  absl::Status TakeLine(const BulkLine& line) override;

  // Sends what was not sent yet.
  absl::Status Finish();

 private:
  void AddCustomer();
  int32_t ProductAt(std::string_view product_id);
  absl::Status SendWhenFull();

  Send send_;
  v1::StreamPurchaseLinesResponse chunk_;
  std::unordered_map<std::string, int32_t> products_;  // of the chunk
  std::string customer_id_;                            // of the lines to come
  size_t bytes_ = 0;                                   // of the chunk, at most
};

}  // namespace bestand::customer_profile
