#pragma once

#include "bestand/customer_profile/v1/product_service.grpc.pb.h"
#include "bestand/customer_profile/v1/purchase_line_service.grpc.pb.h"
#include "common/rpc/client.h"
#include "services/scoring/work/products/bought_line_source.h"

namespace bestand::scoring {

// Asks customer-profile for purchase lines and what products are called. Threads may share it.
class BoughtLineClient : public BoughtLineSource {
 public:
  explicit BoughtLineClient(const rpc::Remote& remote) : lines_(remote), products_(remote) {}

  // Waits as long as it takes for all customers, and as a usual call does for some. Fails with INTERNAL_ERROR
  // when the columns do not fit together.
  absl::Status Stream(const BoughtLineQuery& query,
                      absl::FunctionRef<absl::Status(const BoughtLineChunk&)> take) override;
  absl::StatusOr<std::unordered_map<std::string, std::string>> ProductNames() override;

 private:
  rpc::Client<customer_profile::v1::PurchaseLineService> lines_;
  rpc::Client<customer_profile::v1::ProductService> products_;
};

}  // namespace bestand::scoring
